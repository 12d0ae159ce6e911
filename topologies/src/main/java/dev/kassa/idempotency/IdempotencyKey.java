package dev.kassa.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The scope within which a request is executed once: merchant, operation, and the caller's key or else the natural key.
 * A caller's key never collides with a natural one.
 */
public record IdempotencyKey(String merchantId, Operation operation, boolean natural, String key) {
    /** The operations that keys are scoped by. */
    public enum Operation {
        PAYMENT,
        REFUND,
        CAPTURE,
        VOID,
        CANCEL,
        MERCHANT,
        REVIEW,
        SETTLEMENT,
        SETTLEMENT_DECISION,
        WITHDRAWAL,
        WITHDRAWAL_DECISION,
        BANK_ACCOUNT,
        BANK_ACCOUNT_DECISION
    }

    /** The caller's key where there is one, else the natural key. */
    public static IdempotencyKey of(
            String merchantId, Operation operation, @Nullable String callersKey, String naturalKey) {
        return callersKey == null
                ? new IdempotencyKey(merchantId, operation, true, naturalKey)
                : new IdempotencyKey(merchantId, operation, false, callersKey);
    }

    /** The key as it is stored. No part before the last can hold the separator, so no two keys share their bytes. */
    public byte[] bytes() {
        return (merchantId + '\0' + operation.ordinal() + (natural ? 'n' : 'k') + '\0' + key).getBytes(UTF_8);
    }
}
