package dev.kassa.edge.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "951782399999, 2000-02-28T23:59:59.999Z",
        "951782400000, 2000-02-29T00:00:00.000Z",
        "1299456000007, 2011-03-07T00:00:00.007Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
    })
    void a_moment_is_written_in_utc_with_milliseconds(long epochMs, String text) {
        assertThat(UtcTime.text(epochMs)).isEqualTo(text);
    }

    @Test
    void it_is_what_the_jdk_writes() {
        DateTimeFormatter jdk =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50_000; i++) {
            long epochMs = random.nextLong(-10_000_000_000L, 253_500_000_000_000L);
            assertThat(UtcTime.text(epochMs)).isEqualTo(jdk.format(Instant.ofEpochMilli(epochMs)));
        }
    }
}
