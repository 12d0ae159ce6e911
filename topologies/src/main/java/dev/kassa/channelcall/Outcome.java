package dev.kassa.channelcall;

import org.jspecify.annotations.Nullable;

/**
 * What a channel said of an operation, or that it said nothing.
 *
 * @param attempt of the call that it answers; 0 where the channel spoke by itself
 * @param reference the channel's own id, where it gave one
 * @param code why not, where it was not approved
 * @param message the same for a person
 * @param amount minor units that the channel was asked for; null where it spoke by itself
 */
public record Outcome(
        Operation operation,
        int attempt,
        Result result,
        @Nullable String reference,
        @Nullable String code,
        @Nullable String message,
        @Nullable Long amount) {

    /** The kinds of outcome. */
    public enum Result {
        APPROVED,
        DECLINED,
        /** For certain nothing happened and nothing will. */
        FAILED,
        /** No conclusive answer. */
        UNKNOWN,
        /** The channel will say later. */
        PENDING
    }

    /** The code, or a word for the result where the channel gave none. */
    public String codeOr(String otherwise) {
        return code == null ? otherwise : code;
    }
}
