package dev.kassa.reference;

/**
 * What a payment costs the merchant: a rate with a minimum.
 *
 * @param rateBp basis points of the captured amount
 * @param minimum minor units of the payment's currency
 */
public record FeeSchedule(int rateBp, long minimum) {
    private static final long BASIS = 10_000;

    /**
     * The fee on a captured amount: the rate, rounded HALF_UP once to the minor unit, and no less than the minimum.
     *
     * @param amount minor units, above zero
     * @throws ArithmeticException where the amount times the rate does not fit a long
     */
    public long feeOn(long amount) {
        long scaled = Math.multiplyExact(amount, rateBp);
        return Math.max(minimum, Math.addExact(scaled, BASIS / 2) / BASIS);
    }
}
