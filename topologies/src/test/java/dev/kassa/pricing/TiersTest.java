package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.reference.Tier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TiersTest {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource({
        "starter,    EUR, 100000, 800", "starter,    EUR, 100, 100",
        "business,   EUR, 100000, 600", "business,   EUR, 100, 50",
        "enterprise, EUR, 100000, 450", "enterprise, EUR, 100, 20",
        "premium,    EUR, 100000, 300", "premium,    EUR, 100, 0",
        "starter,    JPY, 10, 1", "business,   JPY, 10, 1",
        "enterprise, JPY, 10, 0", "starter,    KWD, 10, 1000",
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

    @ParameterizedTest
    @EnumSource(Tier.class)
    void the_data_costs_what_the_code_did_in_every_currency(Tier tier) {
        FeeSchedule schedule = Tiers.of(tier.word()).orElseThrow();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String code = currency.getCurrencyCode();
            schedule.termsFor(code, "card", DATE, 0).ifPresent(terms -> {
                for (long amount :
                        new long[] {1, 62, 63, 83, 84, 100, 999, 12_500, 12_501, 987_654_321, 1_000_000_000_000L}) {
                    assertThat(terms.feeOn(amount))
                            .as("%s %s of %d", tier, code, amount)
                            .isEqualTo(tier.feesIn(code).feeOn(amount));
                }
            });
        }
    }

    @Test
    void there_are_the_tiers_that_there_were_and_they_are_sound() {
        assertThat(Tiers.words())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Tier.values()).map(Tier::word).toList());
        assertThat(Tiers.words())
                .allSatisfy(word -> assertThat(
                                FeeScheduleValidation.faults(Tiers.of(word).orElseThrow()))
                        .isEmpty());
        assertThat(Tiers.of("gold")).isEmpty();
    }
}
