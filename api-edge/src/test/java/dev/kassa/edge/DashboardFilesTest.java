package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dashboard's files: which there are, and how long browsers keep them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardFilesTest {
    private static final Path WEB = Path.of("web");
    private static final Pattern ASKED = Pattern.compile("\"(/app/[^\"]+)\"");

    private static final Pattern SAID = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern WORD = Pattern.compile("(?m)^  \"([^\"]+)\":");

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void everyFileIsOnTheList() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            List<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("files.txt") && !name.equals("index.html"))
                    .sorted()
                    .toList();
            assertThat(Files.readAllLines(WEB.resolve("files.txt"))).isEqualTo(there);
        }
    }

    @Test
    void everyTextIsSaidInEveryLanguage() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            Set<String> said = new TreeSet<>();
            for (Path script : scripts) {
                if (!isLanguage(script)) {
                    SAID.matcher(Files.readString(script)).results().forEach(found -> said.add(found.group(1)));
                }
            }
            assertThat(said).hasSizeGreaterThan(100);
            for (Path language :
                    scripts.stream().filter(DashboardFilesTest::isLanguage).toList()) {
                List<String> known = WORD.matcher(Files.readString(language))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                assertThat(known).as(language.toString()).containsAll(said).doesNotHaveDuplicates();
            }
        }
    }

    private static boolean isLanguage(Path script) {
        return script.getFileName().toString().startsWith("lang-");
    }

    @Test
    void thePageIsAskedForEachTimeAndWhatItNamesIsKeptForEver() {
        HttpResponse<String> page = edge.get("/");
        String tag = page.headers().firstValue("ETag").orElseThrow();

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(edge.get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        Matcher asked = ASKED.matcher(page.body());
        int count = 0;
        while (asked.find()) {
            HttpResponse<String> file = edge.get(asked.group(1));
            assertThat(file.statusCode()).as(asked.group(1)).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void aFileOfAnotherVersionIsNotFound() {
        assertThat(edge.get("/app/0123456789abcdef01234567/main.js").statusCode())
                .isEqualTo(404);
    }
}
