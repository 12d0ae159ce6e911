package dev.kassa.withdrawal;

/**
 * What withdrawals in one currency cost, and how many approvers they need.
 *
 * @param normalPpm parts per million of the amount
 * @param minimum minor units
 * @param maximum minor units; where it is below the minimum, it holds
 * @param secondApprovalFrom minor units from which two approvers are needed
 * @param thirdApprovalFrom minor units from which three are
 */
public record WithdrawalPrices(
        long normalPpm,
        long urgentPpm,
        long scheduledPpm,
        long minimum,
        long maximum,
        long secondApprovalFrom,
        long thirdApprovalFrom) {
    private static final long MILLION = 1_000_000;

    /**
     * The fee of an amount, rounded HALF_UP, in minor units.
     *
     * @throws ArithmeticException where a {@code long} cannot hold the product
     */
    public long fee(Speed speed, long amount) {
        long ppm = switch (speed) {
            case NORMAL -> normalPpm;
            case URGENT -> urgentPpm;
            case SCHEDULED -> scheduledPpm;
        };
        long share = Math.addExact(Math.multiplyExact(amount, ppm), MILLION / 2) / MILLION;
        return Math.min(Math.max(share, minimum), maximum);
    }

    /** Distinct approvers that an amount needs: 1 to 3. */
    public int approvalsNeeded(long amount) {
        if (amount >= thirdApprovalFrom) {
            return 3;
        }
        return amount >= secondApprovalFrom ? 2 : 1;
    }
}
