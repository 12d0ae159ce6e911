package dev.kassa.payment;

import dev.kassa.ledger.Balance;
import dev.kassa.limit.MonthTaken;
import dev.kassa.reference.Merchant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a payment may be opened. */
public final class PaymentOpening {
    /** The most that one payment may be, in minor units. */
    public static final long AMOUNT_MAX = 1_000_000_000_000L;

    // Far from where a long ends, so that what is in flight cannot reach it either.
    private static final long BALANCE_MAX = Long.MAX_VALUE / 4;

    private PaymentOpening() {}

    /**
     * Why a payment is refused, or empty where it may go ahead.
     *
     * @param attempts the payments that the order has had
     * @param taken what the merchant took in the month of the payment's business date
     * @param channels the channels that there are
     * @param nowMs processing time
     */
    public static Optional<PaymentRejection> check(
            PaymentTerms terms,
            Merchant merchant,
            List<Payment> attempts,
            Balance balance,
            MonthTaken taken,
            Set<String> channels,
            long nowMs) {
        if (attempts.stream().anyMatch(attempt -> attempt.status() == PaymentStatus.SUCCEEDED)) {
            return Optional.of(PaymentRejection.ORDER_PAID);
        }
        if (!merchant.isActive()) {
            return Optional.of(PaymentRejection.MERCHANT_NOT_ACTIVE);
        }
        if (attempts.stream().anyMatch(attempt -> attempt.status().isLive())) {
            return Optional.of(PaymentRejection.ATTEMPT_UNDER_WAY);
        }
        if (terms.amount() < 1 || terms.amount() > AMOUNT_MAX) {
            return Optional.of(PaymentRejection.AMOUNT_OUT_OF_BOUNDS);
        }
        if (!merchant.currencies().contains(terms.currency())) {
            return Optional.of(PaymentRejection.CURRENCY_NOT_TAKEN);
        }
        if (!channels.contains(terms.channel())) {
            return Optional.of(PaymentRejection.CHANNEL_UNKNOWN);
        }
        if (terms.occurredAtMs() > nowMs) {
            return Optional.of(PaymentRejection.IN_THE_FUTURE);
        }
        Optional<PaymentRejection> limit = limit(terms, merchant, taken);
        if (limit.isPresent()) {
            return limit;
        }
        return balance.pending() > BALANCE_MAX ? Optional.of(PaymentRejection.BALANCE_FULL) : Optional.empty();
    }

    private static Optional<PaymentRejection> limit(PaymentTerms terms, Merchant merchant, MonthTaken taken) {
        int day = terms.basis().businessDate().getDayOfMonth();
        return merchant.limitsIn(terms.currency())
                .exceededBy(terms.amount(), taken.onDay(day), taken.inMonth())
                .map(exceeded -> switch (exceeded) {
                    case SINGLE -> PaymentRejection.SINGLE_LIMIT;
                    case DAILY -> PaymentRejection.DAILY_LIMIT;
                    case MONTHLY -> PaymentRejection.MONTHLY_LIMIT;
                });
    }
}
