package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiersTest {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource({
        "starter,    EUR, 12562, 100",
        "starter,    EUR, 12563, 101",
        "business,   EUR, 8416, 50",
        "business,   EUR, 8417, 51",
        "business,   GBP, 7718360, 46310",
        "business,   JPY, 100000, 600",
        "enterprise, EUR, 4555, 20",
        "enterprise, EUR, 4556, 21",
        "starter,    KWD, 200000, 1600",
        "premium,    EUR, 166, 0",
        "premium,    EUR, 167, 1",
        "premium,    EUR, 1000000000000, 3000000000",
        "starter,    EUR, 100000, 800",
        "starter,    EUR, 100, 100",
        "business,   EUR, 100000, 600",
        "business,   EUR, 100, 50",
        "enterprise, EUR, 100000, 450",
        "enterprise, EUR, 100, 20",
        "premium,    EUR, 100000, 300",
        "premium,    EUR, 100, 0",
        "starter,    JPY, 10, 1",
        "business,   JPY, 10, 1",
        "enterprise, JPY, 10, 0",
        "starter,    KWD, 10, 1000",
    })
    void a_tier_costs(String tier, String currency, long amount, long expected) {
        FeeTerms terms = Tiers.of(tier)
                .orElseThrow()
                .termsFor(currency, "card", DATE, Long.MAX_VALUE)
                .orElseThrow();

        assertThat(terms.feeOn(amount)).isEqualTo(expected);
        assertThat(terms.scheduleId()).isEqualTo(tier);
        assertThat(terms.scheduleVersion()).isZero();
    }

    @Test
    void there_are_the_tiers_that_there_were_and_they_are_sound() {
        assertThat(Tiers.words()).containsExactlyInAnyOrder("starter", "business", "enterprise", "premium");
        assertThat(Tiers.words())
                .allSatisfy(word -> assertThat(
                                FeeScheduleValidation.faults(Tiers.of(word).orElseThrow()))
                        .isEmpty());
        assertThat(Tiers.of("gold")).isEmpty();
    }
}
