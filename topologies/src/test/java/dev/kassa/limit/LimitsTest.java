package dev.kassa.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    @ParameterizedTest(name = "{0}/{1}/{2}: {3} after {4} and {5} is {6}")
    @CsvSource(
            delimiter = '|',
            value = {
                // single | daily | monthly | amount | taken of the day | of the month | in the way
                "      |      |      | 9223372036854775807 | 9223372036854775807 | 9223372036854775807 |",
                "  100 |      |      |    1 |    0 |     0 |",
                "  100 |      |      |  100 |    0 |     0 |",
                "  100 |      |      |  101 |    0 |     0 | SINGLE",
                "  100 |      |      |  100 | 5000 |  9000 |",
                "    0 |      |      |    1 |    0 |     0 | SINGLE",
                "      |  100 |      |  100 |    0 |     0 |",
                "      |  100 |      |  101 |    0 |     0 | DAILY",
                "      |  100 |      |   40 |   60 |    60 |",
                "      |  100 |      |   41 |   60 |    60 | DAILY",
                "      |  100 |      |    1 |   99 |  5000 |",
                "      |  100 |      |    1 |  100 |   100 | DAILY",
                "      |  100 |      |    1 |  150 |   150 | DAILY",
                "      |  100 |      | 9223372036854775807 | 100 | 100 | DAILY",
                "      |      |  100 |  100 |    0 |     0 |",
                "      |      |  100 |  101 |    0 |     0 | MONTHLY",
                "      |      |  100 |   40 |    0 |    60 |",
                "      |      |  100 |   41 |    0 |    60 | MONTHLY",
                "      |      |  100 |   40 |   60 |    61 | MONTHLY",
                "   10 |   10 |   10 |   11 |    0 |     0 | SINGLE",
                "   20 |   10 |   10 |   11 |    0 |     0 | DAILY",
                "   20 |   20 |   10 |   11 |    0 |     0 | MONTHLY",
                "   20 |   20 |   20 |   11 |    9 |     9 |",
                "   20 |   20 |   20 |   11 |   10 |    10 | DAILY",
                "   20 |   30 |   20 |   11 |   10 |    10 | MONTHLY",
            })
    void the_first_limit_that_is_in_the_way_is_told(
            @Nullable Long single,
            @Nullable Long daily,
            @Nullable Long monthly,
            long amount,
            long takenOfDay,
            long takenOfMonth,
            Limits.@Nullable Exceeded expected) {
        assertThat(new Limits(single, daily, monthly)
                        .exceededBy(amount, takenOfDay, takenOfMonth)
                        .orElse(null))
                .isEqualTo(expected);
    }
}
