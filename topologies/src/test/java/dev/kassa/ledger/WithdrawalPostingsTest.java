package dev.kassa.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WithdrawalPostingsTest {
    private static Balance available(long available, long inTransit) {
        return new Balance(70, available, 80, inTransit, 90, 95);
    }

    private static String lines(Posting posting) {
        return posting.kind().word() + ": "
                + posting.legs().stream()
                        .map(leg ->
                                (leg.debit() > 0 ? "Dr " : "Cr ") + leg.account() + " " + (leg.debit() + leg.credit()))
                        .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0} of {1}: {2} stays")
    @CsvSource({"1000, 1000, 0", "1, 1000, 999", "999, 1000, 1"})
    void a_hold_takes_the_whole_amount_on_its_way(long amount, long available, long stays) {
        Posting hold = WithdrawalPostings.hold("m", "EUR", available(available, 5), amount);

        assertThat(lines(hold))
                .isEqualTo("withdrawal_hold: Dr merchant:m:available %d, Cr merchant:m:in_transit %d"
                        .formatted(amount, amount));
        assertThat(hold.after()).isEqualTo(available(stays, 5 + amount));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"1001, 1000", "1, 0", "9223372036854775807, 1000"})
    void more_than_there_is_cannot_be_held(long amount, long available) {
        assertThatThrownBy(() -> WithdrawalPostings.hold("m", "EUR", available(available, 0), amount))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a hold of " + amount + " of " + available);
    }

    @ParameterizedTest(name = "{0} with a fee of {1}: {2}")
    @CsvSource({
        "1000, 100, 'Dr merchant:m:in_transit 1000, Cr bank:clearing 900, Cr fees 100'",
        "1000,   1, 'Dr merchant:m:in_transit 1000, Cr bank:clearing 999, Cr fees 1'",
        "1000,   0, 'Dr merchant:m:in_transit 1000, Cr bank:clearing 1000'",
    })
    void what_the_bank_paid_is_the_amount_less_the_fee(long amount, long fee, String legs) {
        Posting paid = WithdrawalPostings.paid("m", "EUR", available(3, 1500), amount, fee);

        assertThat(lines(paid)).isEqualTo("withdrawal: " + legs);
        assertThat(paid.after()).isEqualTo(available(3, 500));
    }

    @Test
    void a_release_undoes_the_hold() {
        Balance before = available(1000, 0);
        Posting hold = WithdrawalPostings.hold("m", "EUR", before, 400);
        Posting release = WithdrawalPostings.release("m", "EUR", hold.after(), 400);

        assertThat(lines(release))
                .isEqualTo("withdrawal_release: Dr merchant:m:in_transit 400, Cr merchant:m:available 400");
        assertThat(release.after()).isEqualTo(before);
    }

    @Test
    void what_the_bank_says_against_itself_stands_in_suspense_and_moves_no_merchants_money() {
        Balance balance = available(1000, 0);
        Posting paid = WithdrawalPostings.paidAfterAll("EUR", balance, 900);
        Posting notPaid = WithdrawalPostings.notPaidAfterAll("EUR", balance, 900);

        assertThat(lines(paid)).isEqualTo("withdrawal_correction: Dr suspense 900, Cr bank:clearing 900");
        assertThat(lines(notPaid)).isEqualTo("withdrawal_correction: Dr bank:clearing 900, Cr suspense 900");
        assertThat(paid.after()).isEqualTo(balance);
        assertThat(notPaid.after()).isEqualTo(balance);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void every_posting_balances_and_its_balance_is_what_its_legs_say(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Balance before = available(random.nextLong(1_000_000_000), random.nextLong(1_000_000_000));
            long amount = 1 + random.nextLong(1_000_000_000);
            Posting posting = posting(random, before, amount);
            long debits = posting.legs().stream().mapToLong(Leg::debit).sum();
            long credits = posting.legs().stream().mapToLong(Leg::credit).sum();

            assertThat(debits).isEqualTo(credits).isPositive();
            assertThat(posting.after())
                    .isEqualTo(available(
                            before.available() + credit(posting, "merchant:m:available"),
                            before.inTransit() + credit(posting, "merchant:m:in_transit")));
        }
    }

    private static Posting posting(SplittableRandom random, Balance before, long amount) {
        return switch (random.nextInt(5)) {
            case 0 -> WithdrawalPostings.hold("m", "EUR", before, Math.min(amount, Math.max(1, before.available())));
            case 1 -> WithdrawalPostings.paid("m", "EUR", before, amount, random.nextLong(amount));
            case 2 -> WithdrawalPostings.release("m", "EUR", before, amount);
            case 3 -> WithdrawalPostings.paidAfterAll("EUR", before, amount);
            default -> WithdrawalPostings.notPaidAfterAll("EUR", before, amount);
        };
    }

    private static long credit(Posting posting, String account) {
        return posting.legs().stream()
                .filter(leg -> leg.account().equals(account))
                .mapToLong(leg -> leg.credit() - leg.debit())
                .sum();
    }
}
