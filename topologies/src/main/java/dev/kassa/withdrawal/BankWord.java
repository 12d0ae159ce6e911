package dev.kassa.withdrawal;

import org.jspecify.annotations.Nullable;

/**
 * What the bank said of a payout.
 *
 * @param attempt of the call that it answers; 0 where the bank spoke by itself
 * @param reference the bank's own id of the payout
 * @param code why not
 */
public record BankWord(
        int attempt,
        Result result,
        @Nullable String reference,
        @Nullable String code,
        @Nullable String message) {
    /** What it comes to. */
    public enum Result {
        /** For good. */
        PAID,
        /** For good. */
        REJECTED,
        /** It has it and will say later. */
        PENDING,
        /** For certain it has no such payout. */
        NOT_KNOWN,
        /** No answer from which anything follows. */
        UNKNOWN
    }
}
