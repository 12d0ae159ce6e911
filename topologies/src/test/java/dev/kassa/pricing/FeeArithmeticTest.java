package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.schema.Currencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The integers against a model in decimals, on schedules and amounts of every size. */
class FeeArithmeticTest {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);
    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD", "UYW", "USD");

    @Test
    void integers_and_decimals_agree() {
        Random random = new Random(20260301);
        for (int i = 0; i < 200_000; i++) {
            FeeBand band = band(random);
            String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            FeeSchedule schedule =
                    new FeeSchedule("random", 1, List.of(new FeeRule(null, null, null, null, List.of(band))));
            assertThat(FeeScheduleValidation.faults(schedule)).isEmpty();
            long amount = anySize(random, 1_000_000_000_000L);

            long fee =
                    schedule.termsFor(currency, "card", DATE, 0).orElseThrow().feeOn(amount);

            assertThat(fee).as("%s of %d %s", band, amount, currency).isEqualTo(model(band, amount, currency));
        }
    }

    @Test
    void terms_say_which_schedule_made_them() {
        FeeTerms terms = Schedules.schedule("8000 +2500 >=5000 <=90000")
                .termsFor("KWD", "card", DATE, 0)
                .orElseThrow();

        assertThat(terms).isEqualTo(new FeeTerms("test", 7, 8_000, 250, 500, 9_000L));
    }

    @Test
    void an_amount_that_is_out_of_bounds_is_an_error_and_never_wraps() {
        FeeTerms terms = new FeeTerms("test", 1, 1_000_000, 0, 0, null);

        assertThat(terms.feeOn(9_223_372_036_854L)).isEqualTo(9_223_372_036_854L);
        assertThatThrownBy(() -> terms.feeOn(9_223_372_036_855L)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new FeeTerms("test", 1, 1_000_000, Long.MAX_VALUE, 0, null).feeOn(1))
                .isInstanceOf(ArithmeticException.class);
    }

    private static long model(FeeBand band, long amount, String currency) {
        BigDecimal percentage = BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(band.ratePpm(), 6))
                .setScale(0, RoundingMode.HALF_UP);
        BigDecimal fee = percentage.add(minor(band.fixed(), currency)).max(minor(band.minimum(), currency));
        Long maximum = band.maximum();
        return (maximum == null ? fee : fee.min(minor(maximum, currency))).longValueExact();
    }

    private static BigDecimal minor(long tenThousandths, String currency) {
        return BigDecimal.valueOf(tenThousandths, 4)
                .movePointRight(Currencies.exponent(currency))
                .setScale(0, RoundingMode.HALF_UP);
    }

    private static FeeBand band(Random random) {
        long minimum = random.nextBoolean() ? 0 : anySize(random, FeeScheduleValidation.MONEY_MAX);
        @Nullable
        Long maximum = random.nextBoolean()
                ? null
                : Long.valueOf(minimum + anySize(random, FeeScheduleValidation.MONEY_MAX - minimum));
        return new FeeBand(
                0,
                (int) anySize(random, 1_000_000),
                random.nextBoolean() ? 0 : anySize(random, FeeScheduleValidation.MONEY_MAX),
                minimum,
                maximum);
    }

    /** Small numbers as often as large ones. */
    private static long anySize(Random random, long max) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(max);
        return Math.min(max, random.nextLong() >>> (Long.SIZE - 1 - random.nextInt(bits + 1)));
    }
}
