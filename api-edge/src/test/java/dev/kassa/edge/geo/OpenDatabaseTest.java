package dev.kassa.edge.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The countries by a database that nobody here made: {@code @ip-location-db/geo-whois-asn-country-mmdb} of the npm registry,
 * licensed CC BY 4.0, data of the NRO (https://www.nro.net/). It is fetched, and is no part of Kassa.
 */
@Tag("interop")
class OpenDatabaseTest {
    private static final Path PACKAGES = Path.of("src", "test", "geoip");
    private static final Path INSTALLED = Path.of("target", "geoip");
    private static final Path DATABASE =
            INSTALLED.resolve("node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");

    // Ranges that a university, a registry and a ministry have held for decades.
    @Test
    void knows_where_well_known_addresses_are() throws Exception {
        install();
        try (Countries countries = Countries.by(DATABASE)) {
            assertThat(countries.known()).isTrue();
            assertThat(countries.of("18.9.22.69")).isEqualTo("US");
            assertThat(countries.of("193.0.6.139")).isEqualTo("NL");
            assertThat(countries.of("133.11.0.1")).isEqualTo("JP");
            assertThat(countries.of("129.132.1.1")).isEqualTo("CH");
            assertThat(countries.of("2001:67c:2e8:22::c100:68b")).isEqualTo("NL");
            assertThat(countries.of("10.0.0.1")).isNull();
            assertThat(countries.of("192.168.1.1")).isNull();
            assertThat(countries.of("fe80::1")).isNull();
        }
    }

    /** Installs the package of the lock file, once; a machine without npm or a network skips the test. */
    private static void install() throws Exception {
        if (Files.exists(DATABASE)) {
            return;
        }
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.writeString(INSTALLED.resolve(file), Files.readString(PACKAGES.resolve(file)));
        }
        Path output = INSTALLED.resolve("output.txt");
        int status = npm(output);
        String text = Files.readString(output, UTF_8);
        assumeTrue(
                status == 0 || !text.matches("(?s).*(ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED).*"),
                "needs the npm registry or its cache, to install a database that nobody here made");
        assertThat(status).as(text).isZero();
    }

    private static int npm(Path output) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            return ended ? process.exitValue() : -1;
        } catch (IOException absent) {
            assumeTrue(false, "needs npm, to install a database that nobody here made");
            return -1;
        }
    }
}
