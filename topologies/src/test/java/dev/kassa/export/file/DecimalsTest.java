package dev.kassa.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,0,0",
        "0,2,0.00,0.00",
        "5,2,0.05,0.05",
        "-5,2,-0.05,-0.05",
        "-50,3,-0.050,-0.050",
        "1299,2,12.99,12.99",
        "1200,0,1200,1 200",
        "-123456789,2,-1234567.89,-1 234 567.89",
        "100000,2,1000.00,1 000.00",
        "99999,2,999.99,999.99",
        "1234567,4,123.4567,123.4567",
        "9223372036854775807,2,92233720368547758.07,92 233 720 368 547 758.07",
        "-9223372036854775808,3,-9223372036854775.808,-9 223 372 036 854 775.808"
    })
    void minor_units_are_written_in_major_ones(long minor, int exponent, String plain, String grouped) {
        assertThat(Decimals.of(minor, exponent)).isEqualTo(plain);
        StringBuilder page = new StringBuilder();
        Decimals.appendGrouped(page, minor, exponent);
        assertThat(page.toString()).isEqualTo(grouped);
    }

    @Test
    void they_are_what_decimal_arithmetic_says() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long minor = random.nextLong() >> random.nextInt(64);
            int exponent = random.nextInt(5);
            assertThat(Decimals.of(minor, exponent))
                    .isEqualTo(BigDecimal.valueOf(minor, exponent).toPlainString());
        }
    }

    @Test
    void moments_are_what_the_platform_says() {
        Random random = new Random(6);
        Times times = new Times();
        for (int i = 0; i < 10_000; i++) {
            long ms = random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
            StringBuilder text = new StringBuilder();
            times.append(text, ms);
            assertThat(text).hasSize(24);
            assertThat(Instant.parse(text)).isEqualTo(Instant.ofEpochMilli(ms));
        }
    }

    @Test
    void the_years_0001_to_9999_are_known_and_no_others() {
        long first = LocalDate.of(1, 1, 1).toEpochDay();
        long last = LocalDate.of(9999, 12, 31).toEpochDay();
        assertThat(Times.isDay(first)).isTrue();
        assertThat(Times.isDay(first - 1)).isFalse();
        assertThat(Times.isDay(last)).isTrue();
        assertThat(Times.isMoment((last + 1) * Times.DAY_MS)).isFalse();
    }

    @Test
    void every_millisecond_of_a_spreadsheets_day_comes_back() {
        for (long ms = 1_769_904_000_000L; ms < 1_769_904_000_000L + Times.DAY_MS; ms += 997) {
            StringBuilder text = new StringBuilder();
            SheetDates.append(text, ms);
            double days = Double.parseDouble(text.toString());
            assertThat(Math.round((days - SheetDates.of(0)) * Times.DAY_MS)).isEqualTo(ms);
        }
    }
}
