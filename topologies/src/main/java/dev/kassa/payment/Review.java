package dev.kassa.payment;

import org.jspecify.annotations.Nullable;

/**
 * A payment's wait for a person, and what the person decided.
 *
 * @param untilMs when it expires undecided, in processing time
 * @param requester the person whose key asked for the payment; null: nobody has said
 * @param decision null until there is one
 */
public record Review(
        long untilMs, @Nullable String requester, @Nullable Decision decision) {
    /**
     * What a person decided.
     *
     * @param by the actor
     * @param atMs processing time
     */
    public record Decision(boolean accepted, String by, String reason, long atMs) {}

    /** As it was before anybody decided. */
    Review undecided() {
        return new Review(untilMs, requester, null);
    }
}
