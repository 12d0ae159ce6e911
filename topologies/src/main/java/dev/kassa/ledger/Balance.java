package dev.kassa.ledger;

/**
 * What a merchant holds in one currency, in minor units. Only {@code pending} may be below zero.
 */
public record Balance(long pending, long available, long reserve, long inTransit, long refundHold, long disputeHold) {
    public static final Balance ZERO = new Balance(0, 0, 0, 0, 0, 0);

    /** The balance after a captured amount less its fee came in. */
    Balance plusPending(long amount) {
        return new Balance(Math.addExact(pending, amount), available, reserve, inTransit, refundHold, disputeHold);
    }

    /** The balance after a settlement: what was pending is available or held in reserve, and old reserve is given back. */
    Balance settled(long net, long reserveHeld, long reserveReleased) {
        return new Balance(
                Math.subtractExact(pending, Math.subtractExact(Math.addExact(net, reserveHeld), reserveReleased)),
                Math.addExact(available, net),
                Math.subtractExact(Math.addExact(reserve, reserveHeld), reserveReleased),
                inTransit,
                refundHold,
                disputeHold);
    }

    /** The balance after a hold was taken from pending and available; negative amounts give it back. */
    Balance held(long fromPending, long fromAvailable) {
        return new Balance(
                Math.subtractExact(pending, fromPending),
                Math.subtractExact(available, fromAvailable),
                reserve,
                inTransit,
                Math.addExact(refundHold, Math.addExact(fromPending, fromAvailable)),
                disputeHold);
    }

    /** The balance after a held amount left for good. */
    Balance holdPosted(long amount) {
        return new Balance(pending, available, reserve, inTransit, Math.subtractExact(refundHold, amount), disputeHold);
    }
}
