package dev.kassa.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeScheduleTest {
    @ParameterizedTest(name = "{0}: {1} {2} costs {3}")
    @CsvSource({
        "starter,    10000, EUR,   100",
        "starter,    12500, EUR,   100",
        "starter,    12563, EUR,   101",
        "starter,    12562, EUR,   100",
        "starter,        1, EUR,   100",
        "business,   10000, EUR,    60",
        "business,    8333, EUR,    50",
        "business,    8416, EUR,    50",
        "business,    8417, EUR,    51",
        "business,      42, GBP,    50",
        "business, 7718360, GBP, 46310",
        "business,  100000, JPY,   600",
        "business,      10, JPY,     1",
        "starter,       10, JPY,     1",
        "starter,    10000, KWD,  1000",
        "starter,   200000, KWD,  1600",
        "enterprise,  4444, EUR,    20",
        "enterprise,  4555, EUR,    20",
        "enterprise,  4556, EUR,    21",
        "enterprise,    10, JPY,     0",
        "premium,        1, EUR,     0",
        "premium,      166, EUR,     0",
        "premium,      167, EUR,     1",
        "premium, 1000000000000, EUR, 3000000000",
    })
    void a_fee_is_the_rate_rounded_half_up_and_no_less_than_the_minimum(
            String tier, long amount, String currency, long fee) {
        assertThat(Tier.of(tier).orElseThrow().feesIn(currency).feeOn(amount)).isEqualTo(fee);
    }

    @Test
    void an_amount_that_does_not_fit_is_an_error_and_never_wraps() {
        assertThatThrownBy(() -> new FeeSchedule(80, 0).feeOn(Long.MAX_VALUE / 2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_tier_that_is_not_known_has_no_prices() {
        assertThat(Tier.of("gold")).isEmpty();
    }
}
