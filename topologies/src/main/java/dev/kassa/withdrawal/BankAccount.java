package dev.kassa.withdrawal;

import dev.kassa.reference.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's account at a bank as it stands.
 *
 * @param usableFromMs from when it takes withdrawals; null: not verified
 * @param requestedBy who added it, and has no say on it
 */
public record BankAccount(
        String id,
        String merchantId,
        Terms terms,
        BankAccountStatus status,
        @Nullable Long usableFromMs,
        Actor requestedBy,
        @Nullable String decidedBy,
        @Nullable String reason,
        long createdAtMs,
        long updatedAtMs) {

    /**
     * What makes it that account.
     *
     * @param country of the bank, ISO 3166 alpha-2
     * @param accountNumber an IBAN without spaces, or the bank's own number
     * @param bankCode BIC or national code
     */
    public record Terms(
            String currency,
            String country,
            String holder,
            String accountNumber,
            @Nullable String bankCode) {}

    /** Whether it takes withdrawals at this moment. */
    public boolean isUsable(long nowMs) {
        return status == BankAccountStatus.VERIFIED && usableFromMs != null && usableFromMs <= nowMs;
    }

    BankAccount decided(BankAccountStatus next, @Nullable Long usableFrom, String actor, String why, long nowMs) {
        return new BankAccount(id, merchantId, terms, next, usableFrom, requestedBy, actor, why, createdAtMs, nowMs);
    }
}
