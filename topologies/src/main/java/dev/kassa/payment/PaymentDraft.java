package dev.kassa.payment;

import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.payment.Payment.Answered;
import org.jspecify.annotations.Nullable;

/** A payment while an event is applied to it. Lives within one call of {@link PaymentRules#evolve}. */
final class PaymentDraft {
    private final Payment before;
    private final long nowMs;
    private PaymentStatus status;
    private @Nullable Review review;
    private long captured;
    private long refunded;
    private long refunding;
    private long fee;
    private @Nullable String reference;
    private @Nullable String inDoubt;
    private @Nullable Failure failure;
    private @Nullable PendingOperation pending;

    PaymentDraft(Payment before, long nowMs) {
        this.before = before;
        this.nowMs = nowMs;
        status = before.status();
        review = before.review();
        captured = before.captured();
        refunded = before.refunded();
        refunding = before.refunding();
        fee = before.fee();
        reference = before.channelReference();
        inDoubt = before.inDoubt();
        failure = before.failure();
        pending = before.pending();
    }

    void heldForReview(long untilMs, @Nullable String requester) {
        status = PaymentStatus.REVIEW;
        review = new Review(untilMs, requester, null);
    }

    void reviewed(Review.Decision decision) {
        if (review == null) {
            throw new IllegalStateException(before.id() + " was never held for review");
        }
        review = new Review(review.untilMs(), review.requester(), decision);
    }

    void asked(Call call) {
        pending = call.pending();
        if (call.pending().operation() == Operation.AUTHORIZE) {
            status = PaymentStatus.PROCESSING;
        }
    }

    void leftOpen(String doubt, PendingOperation next, @Nullable String newReference) {
        inDoubt = doubt;
        pending = next;
        reference(newReference);
    }

    void concluded(PaymentStatus conclusion, @Nullable String newReference) {
        status = conclusion;
        reference(newReference);
        settled();
    }

    void captured(long amount, long newFee, @Nullable String newReference) {
        captured = amount;
        fee = newFee;
        concluded(PaymentStatus.SUCCEEDED, newReference);
    }

    void failed(Failure why) {
        failure = why;
        concluded(PaymentStatus.FAILED, null);
    }

    void settled() {
        pending = null;
        inDoubt = null;
    }

    PaymentDraft refunding(long amount) {
        refunding = Math.addExact(refunding, amount);
        return this;
    }

    void refunded(long amount) {
        refunded = Math.addExact(refunded, amount);
    }

    /** The charge keeps its first reference; a capture or void of it may have one of its own. */
    void reference(@Nullable String newReference) {
        if (reference == null) {
            reference = newReference;
        }
    }

    /** What the first caller is told, from the moment that there is something to tell. */
    private @Nullable Answered answer() {
        Answered told = before.answered();
        return told == null && status.isConclusive() ? new Answered(status, nowMs, reference != null) : told;
    }

    Payment payment() {
        return new Payment(
                before.id(),
                before.terms(),
                before.risk(),
                review,
                status,
                captured,
                refunded,
                refunding,
                fee,
                reference,
                inDoubt,
                failure,
                pending,
                answer(),
                before.createdAtMs(),
                nowMs);
    }
}
