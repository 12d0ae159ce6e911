package dev.kassa.withdrawal;

import dev.kassa.reference.Actor;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for. Never changes.
 *
 * @param withdrawalNo the merchant's number of it
 * @param amount minor units that leave the available balance, the fee among them
 * @param fee minor units, below the amount
 * @param executeOn of a scheduled one: the merchant's date on which it is sent
 * @param requestedBy who cannot approve it, with whatever key
 * @param approvalsNeeded distinct approvers
 */
public record WithdrawalTerms(
        String merchantId,
        String withdrawalNo,
        long amount,
        String currency,
        long fee,
        String accountId,
        Speed speed,
        @Nullable LocalDate executeOn,
        Actor requestedBy,
        int approvalsNeeded) {

    /** What the bank is to pay, in minor units. */
    public long payout() {
        return Math.subtractExact(amount, fee);
    }
}
