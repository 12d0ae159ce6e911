package dev.kassa.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.BankOperation;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;
import dev.kassa.channel.runner.Errand;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankErrandsTest {
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final List<String> asked = new ArrayList<>();

    /** A bank that says what it is told to, and throws where that is nothing. */
    private Bank bank(String known, String paid) {
        return new Bank() {
            @Override
            public PayoutOutcome payOut(Payout payout) {
                asked.add("pay " + payout.key());
                return outcome(paid);
            }

            @Override
            public PayoutOutcome query(Payout payout) {
                asked.add("query " + payout.key());
                return outcome(known);
            }
        };
    }

    private static PayoutOutcome outcome(String word) {
        return switch (word) {
            case "paid" -> new PayoutOutcome.Paid("bk_1");
            case "rejected" -> new PayoutOutcome.Rejected("account_closed", "no");
            case "pending" -> new PayoutOutcome.Pending("bk_1");
            case "not_known" -> new PayoutOutcome.NotKnown();
            case "unknown" -> new PayoutOutcome.Unknown("silence");
            default -> throw new StackOverflowError();
        };
    }

    private Errand errand(Bank bank, BankOperation operation) {
        byte[] command = codecs.of(Topics.BANK_COMMANDS).encode(Payouts.command("wd_1", operation, 3, "12345678"));
        return new BankErrands(codecs, bank).read(command);
    }

    @ParameterizedTest(name = "{0}, delivered again {1}, known as {2}, paying gives {3}: {4}, and {5} is told")
    @CsvSource({
        "PAY_OUT, false, -,         paid,     'pay wd_1',             PAID",
        "PAY_OUT, false, -,         rejected, 'pay wd_1',             REJECTED",
        "PAY_OUT, false, -,         pending,  'pay wd_1',             PENDING",
        "PAY_OUT, false, -,         unknown,  'pay wd_1',             UNKNOWN",
        "PAY_OUT, false, -,         throws,   'pay wd_1',             UNKNOWN",
        // It may have been paid before: asked first, and told to pay only where the bank is certain that it was not.
        "PAY_OUT, true,  paid,      -,        'query wd_1',           PAID",
        "PAY_OUT, true,  rejected,  -,        'query wd_1',           REJECTED",
        "PAY_OUT, true,  pending,   -,        'query wd_1',           PENDING",
        "PAY_OUT, true,  unknown,   -,        'query wd_1',           UNKNOWN",
        "PAY_OUT, true,  throws,    -,        'query wd_1',           UNKNOWN",
        "PAY_OUT, true,  not_known, paid,     'query wd_1, pay wd_1', PAID",
        "QUERY,   false, paid,      -,        'query wd_1',           PAID",
        "QUERY,   false, not_known, -,        'query wd_1',           NOT_KNOWN",
        "QUERY,   true,  not_known, -,        'query wd_1',           NOT_KNOWN",
        "QUERY,   true,  throws,    -,        'query wd_1',           UNKNOWN",
    })
    void what_may_have_been_paid_is_asked_about_first(
            BankOperation operation, boolean again, String known, String paid, String calls, BankResult expected) {
        Errand.Told told = errand(bank(known, paid), operation).carryOut(again);

        assertThat(String.join(", ", asked)).isEqualTo(calls);
        BankOutcome outcome = (BankOutcome) told.body();
        assertThat(outcome.getResult()).isEqualTo(expected);
        assertThat(outcome.getAttempt()).isEqualTo(3);
        assertThat(outcome.getWithdrawalId()).isEqualTo("wd_1");
        assertThat(told.unknown()).isEqualTo(expected == BankResult.UNKNOWN);
        assertThat(new BankErrands(codecs, bank("-", "-")).results()).contains(told.result());
    }

    @Test
    void what_nobody_knows_is_told_as_unknown_and_not_at_length() {
        BankOutcome outcome = (BankOutcome) errand(bank("-", "-"), BankOperation.PAY_OUT)
                .unknown("x".repeat(2_000))
                .body();

        assertThat(outcome.getResult()).isEqualTo(BankResult.UNKNOWN);
        assertThat(outcome.getCode()).isEqualTo("bank_unknown");
        assertThat(outcome.getMessage()).hasSize(500);
        assertThat(asked).isEmpty();
    }
}
