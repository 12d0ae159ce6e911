package dev.kassa.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payout as the bank has it, and the line of its file that says so.
 *
 * @param reference the bank's own name for it
 * @param code why not
 * @param takenAtMs when it was taken
 * @param noticeUrl where the bank says what became of it; null: nowhere
 */
record Transfer(
        Payout payout,
        Status status,
        String reference,
        @Nullable String code,
        @Nullable String message,
        long takenAtMs,
        @Nullable String noticeUrl) {
    enum Status {
        PAID,
        REJECTED,
        PENDING,
        /** The bank has it, did nothing and says nothing. */
        SILENT
    }

    static Transfer of(Payout payout, Status status, long nowMs, @Nullable String noticeUrl) {
        String hex = UUID.nameUUIDFromBytes(payout.key().getBytes(UTF_8)).toString();
        return new Transfer(payout, status, "bk_" + hex.replace("-", ""), null, null, nowMs, noticeUrl);
    }

    static Transfer rejected(Payout payout, String why, long nowMs, @Nullable String noticeUrl) {
        return of(payout, Status.REJECTED, nowMs, noticeUrl).because(why);
    }

    private Transfer because(String why) {
        return new Transfer(payout, Status.REJECTED, reference, why, "the bank refused: " + why, takenAtMs, noticeUrl);
    }

    /** What becomes of it later, where its script has something come. */
    Transfer concluded() {
        return switch (BankScript.of(payout.accountNumber())) {
            case ANSWERS_LATE, REJECTS_AND_PAYS ->
                new Transfer(payout, Status.PAID, reference, null, null, takenAtMs, noticeUrl);
            case REJECTS_LATE -> because("account_closed");
            case PAYS_AND_RETURNS -> because("returned");
            default -> this;
        };
    }

    /** What the bank says of it; never asked of one that is silent. */
    PayoutOutcome outcome() {
        return switch (status) {
            case PAID -> new PayoutOutcome.Paid(reference);
            case REJECTED -> new PayoutOutcome.Rejected(String.valueOf(code), String.valueOf(message));
            case PENDING -> new PayoutOutcome.Pending(reference);
            case SILENT -> new PayoutOutcome.Unknown("silent");
        };
    }
}
