package dev.kassa.bank;

import dev.kassa.avro.BankOutcome;
import dev.kassa.port.Callbacks.Parsed;
import java.util.Map;

/** Verifies and reads one bank's notifications. Thread-safe. */
public interface Notices {
    /**
     * @param headers names in lower case
     * @param body as it came, byte for byte
     */
    Parsed parse(Map<String, String> headers, byte[] body);

    /** A genuine word about a payout, as the edge puts it in the log; nothing where nothing follows from it. */
    static Parsed said(String merchantId, String withdrawalId, PayoutOutcome outcome) {
        return switch (outcome) {
            case PayoutOutcome.Paid _, PayoutOutcome.Rejected _ -> {
                BankOutcome told = BankOutcomes.of(merchantId, withdrawalId, 0, outcome);
                yield new Parsed.Payout(told);
            }
            case PayoutOutcome.Pending _, PayoutOutcome.NotKnown _, PayoutOutcome.Unknown _ ->
                new Parsed.Ignored("nothing conclusive");
        };
    }
}
