package dev.kassa.ledger;

import static dev.kassa.ledger.Account.Bucket.AVAILABLE;
import static dev.kassa.ledger.Account.Bucket.PENDING;
import static dev.kassa.ledger.Account.Bucket.REFUND_HOLD;
import static dev.kassa.ledger.Account.Bucket.RESERVE;

import dev.kassa.ledger.Posting.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The templates: which legs each event posts, and what the merchant holds afterwards. All amounts in minor units. An
 * amount that would not fit a {@code long} throws {@link ArithmeticException}; nothing wraps.
 */
public final class Postings {
    private Postings() {}

    /**
     * Dr channel receivable gross / Cr merchant pending net / Cr fees. A fee above the amount (a minimum on a tiny payment)
     * debits the merchant's pending.
     */
    public static Posting capture(
            String merchantId, String channel, String currency, Balance balance, long amount, long fee) {
        long net = Math.subtractExact(amount, fee);
        List<Leg> legs = new ArrayList<>(3);
        legs.add(Leg.debit(Account.receivable(channel), currency, amount));
        String pending = Account.merchant(merchantId, PENDING);
        if (net > 0) {
            legs.add(Leg.credit(pending, currency, net));
        } else if (net < 0) {
            legs.add(Leg.debit(pending, currency, -net));
        }
        if (fee > 0) {
            legs.add(Leg.credit(Account.FEES, currency, fee));
        }
        return new Posting(Kind.CAPTURE, legs, balance.plusPending(net));
    }

    /** Where a hold is drawn from. */
    public record Hold(long fromPending, long fromAvailable) {}

    /**
     * Splits a hold: from pending while positive, then from available while positive, then from pending below zero.
     */
    public static Hold split(Balance balance, long amount) {
        long positivePending = Math.min(Math.max(balance.pending(), 0), amount);
        long fromAvailable = Math.min(Math.max(balance.available(), 0), amount - positivePending);
        return new Hold(amount - fromAvailable, fromAvailable);
    }

    /** Dr merchant pending and available as split / Cr refund_hold. */
    public static Posting refundHold(String merchantId, String currency, Balance balance, Hold hold) {
        List<Leg> legs = new ArrayList<>(3);
        if (hold.fromPending() > 0) {
            legs.add(Leg.debit(Account.merchant(merchantId, PENDING), currency, hold.fromPending()));
        }
        if (hold.fromAvailable() > 0) {
            legs.add(Leg.debit(Account.merchant(merchantId, AVAILABLE), currency, hold.fromAvailable()));
        }
        long amount = Math.addExact(hold.fromPending(), hold.fromAvailable());
        legs.add(Leg.credit(Account.merchant(merchantId, REFUND_HOLD), currency, amount));
        return new Posting(Kind.REFUND_HOLD, legs, balance.held(hold.fromPending(), hold.fromAvailable()));
    }

    /** Dr refund_hold / Cr channel receivable: the money has gone back. */
    public static Posting refund(String merchantId, String channel, String currency, Balance balance, long amount) {
        return new Posting(
                Kind.REFUND,
                List.of(
                        Leg.debit(Account.merchant(merchantId, REFUND_HOLD), currency, amount),
                        Leg.credit(Account.receivable(channel), currency, amount)),
                balance.holdPosted(amount));
    }

    /** Dr refund_hold / Cr pending and available: the hold goes back to where it came from. */
    public static Posting refundRelease(String merchantId, String currency, Balance balance, Hold hold) {
        List<Leg> legs = new ArrayList<>(3);
        long amount = Math.addExact(hold.fromPending(), hold.fromAvailable());
        legs.add(Leg.debit(Account.merchant(merchantId, REFUND_HOLD), currency, amount));
        if (hold.fromPending() > 0) {
            legs.add(Leg.credit(Account.merchant(merchantId, PENDING), currency, hold.fromPending()));
        }
        if (hold.fromAvailable() > 0) {
            legs.add(Leg.credit(Account.merchant(merchantId, AVAILABLE), currency, hold.fromAvailable()));
        }
        return new Posting(Kind.REFUND_RELEASE, legs, balance.held(-hold.fromPending(), -hold.fromAvailable()));
    }

    /**
     * Dr merchant pending / Cr channel receivable: a refund whose hold was released turned out to have happened at the
     * channel. It is booked whatever the balance, since the money is gone.
     */
    public static Posting refundCorrection(
            String merchantId, String channel, String currency, Balance balance, long amount) {
        return new Posting(
                Kind.REFUND_CORRECTION,
                List.of(
                        Leg.debit(Account.merchant(merchantId, PENDING), currency, amount),
                        Leg.credit(Account.receivable(channel), currency, amount)),
                balance.plusPending(-amount));
    }

    /**
     * Dr pending what is settled, Dr reserve what is released / Cr available net, Cr reserve what is held. Where more is
     * released than is settled and held, the rest goes to pending.
     */
    public static Posting settlement(
            String merchantId, String currency, Balance balance, long net, long reserveHeld, long reserveReleased) {
        long fromPending = Math.subtractExact(Math.addExact(net, reserveHeld), reserveReleased);
        List<Leg> legs = new ArrayList<>(4);
        String pending = Account.merchant(merchantId, PENDING);
        String reserve = Account.merchant(merchantId, RESERVE);
        if (fromPending > 0) {
            legs.add(Leg.debit(pending, currency, fromPending));
        }
        if (reserveReleased > 0) {
            legs.add(Leg.debit(reserve, currency, reserveReleased));
        }
        if (fromPending < 0) {
            legs.add(Leg.credit(pending, currency, -fromPending));
        }
        if (net > 0) {
            legs.add(Leg.credit(Account.merchant(merchantId, AVAILABLE), currency, net));
        }
        if (reserveHeld > 0) {
            legs.add(Leg.credit(reserve, currency, reserveHeld));
        }
        return new Posting(Kind.SETTLEMENT, legs, balance.settled(net, reserveHeld, reserveReleased));
    }
}
