package dev.kassa.refund;

import dev.kassa.channelcall.PendingOperation;
import dev.kassa.ledger.Postings.Hold;
import dev.kassa.payment.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands.
 *
 * @param hold where the held money was drawn from
 * @param inDoubt what the channel left open: {@code pending} or {@code unknown}
 * @param pending the call that has no conclusive answer yet
 * @param answered the outcome that the first caller was told; null before
 */
public record Refund(
        String id,
        RefundTerms terms,
        RefundStatus status,
        Hold hold,
        @Nullable String channelReference,
        @Nullable String inDoubt,
        @Nullable Failure failure,
        @Nullable PendingOperation pending,
        @Nullable Answered answered,
        long createdAtMs,
        long updatedAtMs) {

    /** The outcome that the first caller was told: its status, and when it came to be. */
    public record Answered(RefundStatus status, long atMs) {}

    /** The refund as the first caller was told, whatever has become of it since. */
    public Refund asAnswered() {
        if (answered == null) {
            return this;
        }
        return new Refund(
                id,
                terms,
                answered.status,
                hold,
                channelReference,
                null,
                answered.status == RefundStatus.FAILED ? failure : null,
                null,
                answered,
                createdAtMs,
                answered.atMs);
    }
}
