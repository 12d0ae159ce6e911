package dev.kassa.refund;

import dev.kassa.ledger.Balance;
import dev.kassa.ledger.Postings;
import dev.kassa.ledger.Postings.Hold;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentOpening;
import dev.kassa.payment.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether a refund may be opened, and where its money is held. Cap and balance are checked together, in the step that
 * takes the hold.
 */
public final class RefundOpening {
    private RefundOpening() {}

    /** What is decided of a request. */
    public sealed interface Decision {
        /**
         * It may go ahead.
         *
         * @param amount minor units
         */
        record Accepted(long amount, Hold hold) implements Decision {}

        record Rejected(RefundRejection reason) implements Decision {}
    }

    /**
     * Decides.
     *
     * @param asked minor units; null: all that is left
     * @param negativeLimit how far below zero pending may go, in minor units
     */
    public static Decision decide(
            Payment payment, @Nullable Long asked, long occurredAtMs, Balance balance, long negativeLimit, long nowMs) {
        if (payment.status() != PaymentStatus.SUCCEEDED) {
            return rejected(RefundRejection.PAYMENT_NOT_CAPTURED);
        }
        long amount = asked == null ? payment.refundable() : asked;
        if (amount > payment.refundable() || payment.refundable() == 0) {
            return rejected(RefundRejection.EXCEEDS_CAPTURED);
        }
        if (amount < 1 || amount > PaymentOpening.AMOUNT_MAX) {
            return rejected(RefundRejection.AMOUNT_OUT_OF_BOUNDS);
        }
        Hold hold = Postings.split(balance, amount);
        if (balance.pending() - hold.fromPending() < -negativeLimit && hold.fromPending() > 0) {
            return rejected(RefundRejection.NOT_COVERED);
        }
        if (occurredAtMs > nowMs) {
            return rejected(RefundRejection.IN_THE_FUTURE);
        }
        return new Decision.Accepted(amount, hold);
    }

    private static Decision rejected(RefundRejection reason) {
        return new Decision.Rejected(reason);
    }
}
