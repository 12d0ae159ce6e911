package dev.kassa.payment;

import dev.kassa.channelcall.PendingOperation;
import dev.kassa.risk.RiskFinding;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands.
 *
 * @param risk what the risk rules found when it was asked for
 * @param review null where it never waited for a person
 * @param captured minor units
 * @param refunded minor units of the refunds that succeeded
 * @param refunding minor units of the refunds in flight
 * @param fee minor units, set at capture
 * @param channelReference the channel's own id of the charge
 * @param inDoubt what the channel left open: {@code pending} or {@code unknown}
 * @param pending the operation that has no conclusive answer yet
 * @param answered the outcome that the first caller was told; null before
 * @param createdAtMs processing time
 * @param updatedAtMs processing time
 */
public record Payment(
        String id,
        PaymentTerms terms,
        RiskFinding risk,
        @Nullable Review review,
        PaymentStatus status,
        long captured,
        long refunded,
        long refunding,
        long fee,
        @Nullable String channelReference,
        @Nullable String inDoubt,
        @Nullable Failure failure,
        @Nullable PendingOperation pending,
        @Nullable Answered answered,
        long createdAtMs,
        long updatedAtMs) {

    /**
     * The outcome that the first caller was told.
     *
     * @param atMs when it came to be
     * @param referenced the channel's reference was known then
     */
    public record Answered(PaymentStatus status, long atMs, boolean referenced) {}

    /** What may still be refunded, in minor units: captured − refunded − refunds in flight. */
    public long refundable() {
        return captured - refunded - refunding;
    }

    /**
     * The payment as the first caller was told, whatever has become of it since. A repeat of the request is told the
     * same, byte for byte: what can change after the answer is put back to what it was.
     */
    public Payment asAnswered() {
        if (answered == null) {
            return this;
        }
        boolean captured = answered.status == PaymentStatus.SUCCEEDED;
        return new Payment(
                id,
                terms,
                risk,
                review == null ? null : review.undecided(),
                answered.status,
                captured ? terms.amount() : 0,
                0,
                0,
                captured ? fee : 0,
                answered.referenced ? channelReference : null,
                null,
                answered.status == PaymentStatus.FAILED ? failure : null,
                null,
                answered,
                createdAtMs,
                answered.atMs);
    }
}
