package dev.kassa.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String HEAD = """
            # Settings

            Generated from the catalogue `dev.kassa.standalone.settings.Setting`; a test fails where the two differ, and says how to write this page anew.

            `./kassa run ROLE --config FILE` reads them from a file of properties, of which one may serve several roles; an option on the
            command line wins over the file. `${env:NAME}` is replaced by that variable of the environment. A key that is not here is
            refused. Secrets are named by their file, never given. `kafka.NAME` sets a property of every Kafka client, such as
            `kafka.security.protocol`; those that Kassa's guarantees rest on are refused, and so are passwords: they belong into
            `kafka.config.file`.

            | key | option | what is expected | default | weight | read by | what it says |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static String page() {
        return Stream.of(Setting.values())
                .map(setting -> "| `%s` | `%s` | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                setting.key(),
                                setting.option(),
                                setting.form(),
                                initial(setting),
                                setting.importance().name().toLowerCase(Locale.ROOT),
                                readers(setting),
                                setting.sentence()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String initial(Setting setting) {
        if (setting.required()) {
            return "must be given";
        }
        return setting.initial().isEmpty() ? "" : "`" + setting.initial() + "`";
    }

    private static String readers(Setting setting) {
        return setting.roles().size() == Role.values().length
                ? "all"
                : setting.roles().stream().map(Role::word).collect(Collectors.joining(", "));
    }

    @Test
    void areNamedOnce() {
        assertThat(Setting.values()).extracting(Setting::key).doesNotHaveDuplicates();
        for (Role role : Role.values()) {
            assertThat(Stream.of(Setting.values()).filter(setting -> setting.offeredTo(role)))
                    .extracting(Setting::option)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void haveASentenceAndAnOptionEach() {
        assertThat(Setting.values()).allSatisfy(setting -> {
            assertThat(setting.sentence()).endsWith(".").doesNotContain("|");
            assertThat(setting.option()).matches("--[a-z0-9-]+");
            assertThat(setting.key()).matches("[a-z0-9.]+");
        });
    }

    /** Writes the page instead, when run with {@code -Dapprove=true}. */
    @Test
    void areDocumentedAsTheyAre() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .as(
                        "docs/settings.md is generated: mvn -pl standalone test -Dtest=SettingTest -Dapprove=true, and look at the diff")
                .hasContent(page());
    }
}
