package dev.kassa.edge.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CountriesTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Countries.class);
    private static final byte[] OPEN = TinyDatabase.of("192.0.2.0", 24, Map.of("country_code", "NZ"));

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        LOGGER.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.detachAppender(logged);
    }

    @Test
    void reads_the_one_field_of_an_openly_licensed_database() throws IOException {
        try (Countries countries = Countries.by(file(OPEN))) {
            assertThat(countries.known()).isTrue();
            assertThat(countries.of("192.0.2.1")).isEqualTo("NZ");
            assertThat(countries.of("192.0.2.255")).isEqualTo("NZ");
            assertThat(countries.of("192.0.3.0")).isNull();
            assertThat(countries.of("::ffff:192.0.2.7")).isEqualTo("NZ");
        }
    }

    @Test
    void reads_the_nested_code_of_maxminds_own() throws IOException {
        byte[] database = TinyDatabase.of(
                "198.51.100.128",
                25,
                Map.of(
                        "country",
                        Map.of("iso_code", "JP", "geoname_id", "1861060"),
                        "continent",
                        Map.of("code", "AS")));

        try (Countries countries = Countries.by(file(database))) {
            assertThat(countries.of("198.51.100.200")).isEqualTo("JP");
            assertThat(countries.of("198.51.100.1")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "192.0.2.256", "example.org", "192.0.2.1/24", "::g", " 192.0.2.1", "\0"})
    void what_is_no_address_has_no_country_and_asks_no_name_server(String text) throws IOException {
        try (Countries countries = Countries.by(file(OPEN))) {
            assertThat(countries.of(text)).isNull();
            assertThat(countries.known()).isTrue();
        }
    }

    @Test
    void an_address_of_the_other_family_has_no_country_and_breaks_nothing() throws IOException {
        try (Countries countries = Countries.by(file(OPEN))) {
            assertThat(countries.of("2001:db8::1")).isNull();
            assertThat(countries.of("192.0.2.1")).isEqualTo("NZ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "127.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "224.0.0.1",
                "0.0.0.0",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1"
            })
    void an_address_that_nobody_routes_is_in_no_country(String address) throws IOException {
        String listed = address.contains(".") ? address.replace("::ffff:", "") : "192.0.2.0";
        byte[] everywhere = TinyDatabase.of(listed, 1, Map.of("country_code", "NZ"));

        try (Countries countries = Countries.by(file(everywhere))) {
            assertThat(countries.of(address)).isNull();
            assertThat(countries.known()).isTrue();
        }
    }

    @Test
    void a_code_that_is_none_is_not_taken() throws IOException {
        try (Countries countries =
                Countries.by(file(TinyDatabase.of("192.0.2.0", 24, Map.of("country_code", "None"))))) {
            assertThat(countries.of("192.0.2.1")).isNull();
        }
    }

    @Test
    void without_a_setting_there_is_no_country_and_nothing_to_say() {
        try (Countries countries = Countries.by(null)) {
            assertThat(countries.known()).isFalse();
            assertThat(countries.of("192.0.2.1")).isNull();
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    void a_missing_file_is_told_once() {
        try (Countries countries = Countries.by(folder.resolve("missing.mmdb"))) {
            assertThat(countries.known()).isFalse();
            assertThat(countries.of("192.0.2.1")).isNull();
            assertThat(countries.of("192.0.2.1")).isNull();
        }
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("missing.mmdb");
    }

    @Test
    void a_file_of_something_else_is_told_once() throws IOException {
        try (Countries countries = Countries.by(file("no database".getBytes(UTF_8)))) {
            assertThat(countries.known()).isFalse();
            assertThat(countries.of("192.0.2.1")).isNull();
        }
        assertThat(logged.list).hasSize(1);
    }

    @Test
    void a_file_that_is_broken_within_is_told_once_and_is_asked_no_more() throws IOException {
        byte[] garbled = OPEN.clone();
        Arrays.fill(garbled, 24 * 6 + 16, 24 * 6 + 20, (byte) 0xff);

        try (Countries countries = Countries.by(file(garbled))) {
            assertThat(countries.of("192.0.2.1")).isNull();
            assertThat(countries.of("192.0.2.2")).isNull();
            assertThat(countries.known()).isFalse();
        }
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(message -> message.contains("broken"))
                .hasSize(1);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("countries.mmdb"), bytes);
    }
}
