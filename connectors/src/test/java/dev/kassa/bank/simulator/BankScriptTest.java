package dev.kassa.bank.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import dev.kassa.bank.Payouts;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankScriptTest {
    @ParameterizedTest(name = "{0}: told {1}, asked {2}, told again {3}, asked later {4}; paid {5} times, {6} are gone")
    @CsvSource({
        "901, rejected, rejected, rejected, rejected, 0, 0",
        "902, rejected, rejected, rejected, rejected, 0, 0",
        "903, pending,  pending,  pending,  paid,     1, 9900",
        "904, paid,     paid,     paid,     paid,     1, 9900",
        "905, unknown,  unknown,  unknown,  unknown,  0, 0",
        "906, unknown,  paid,     paid,     paid,     1, 9900",
        "907, unknown,  unseen,   paid,     paid,     1, 9900",
        "908, pending,  pending,  pending,  rejected, 0, 0",
        "909, rejected, rejected, rejected, paid,     1, 9900",
        "910, unknown,  unseen,   paid,     paid,     1, 9900",
        "911, paid,     paid,     paid,     rejected, 1, 0",
        "912, paid,     paid,     paid,     paid,     1, 9900",
    })
    void the_ending_of_the_account_is_how_the_bank_behaves_and_it_pays_once_at_most(
            String ending, String told, String asked, String again, String later, int timesPaid, long gone) {
        AtomicLong nowMs = new AtomicLong(1_000);
        InProcessBank bank = new InProcessBank(() -> Instant.ofEpochMilli(nowMs.get()));
        Payout payout = Payouts.to("wd_1", "12345" + ending);

        assertThat(word(bank.payOut(payout))).isEqualTo(told);
        assertThat(word(bank.query(payout))).isEqualTo(asked);
        assertThat(word(bank.payOut(payout))).isEqualTo(again);
        nowMs.addAndGet(BankDesk.LATE.toMillis());
        assertThat(word(bank.query(payout))).isEqualTo(later);
        assertThat(word(bank.payOut(payout))).isEqualTo(later);
        assertThat(bank.timesPaid("wd_1")).isEqualTo(timesPaid);
        assertThat(bank.paidOut().getOrDefault("EUR", 0L)).isEqualTo(gone);
    }

    private static String word(PayoutOutcome outcome) {
        return switch (outcome) {
            case PayoutOutcome.Paid _ -> "paid";
            case PayoutOutcome.Rejected _ -> "rejected";
            case PayoutOutcome.Pending _ -> "pending";
            case PayoutOutcome.NotKnown _ -> "unseen";
            case PayoutOutcome.Unknown _ -> "unknown";
        };
    }
}
