package dev.kassa.pricing;

import org.jspecify.annotations.Nullable;

/**
 * The prices that hold for one payment, in minor units of its currency, and the schedule that they come from.
 *
 * @param ratePpm parts per million of the captured amount
 * @param fixed added to the percentage
 * @param minimum what the fee is at least
 * @param maximum what it is at most; null: no bound
 */
public record FeeTerms(
        String scheduleId,
        long scheduleVersion,
        int ratePpm,
        long fixed,
        long minimum,
        @Nullable Long maximum) {
    private static final long MILLION = 1_000_000;

    /**
     * The fee on a captured amount: the percentage, rounded HALF_UP once to the minor unit, plus what is fixed; then no
     * less than the minimum, then no more than the maximum.
     *
     * @param amount minor units, not below zero
     * @throws ArithmeticException where the amount times the rate does not fit a long; up to 10¹² it does
     */
    public long feeOn(long amount) {
        long scaled = Math.multiplyExact(amount, (long) ratePpm);
        long percentage = Math.addExact(scaled, MILLION / 2) / MILLION;
        long fee = Math.max(minimum, Math.addExact(percentage, fixed));
        return maximum == null ? fee : Math.min(fee, maximum);
    }
}
