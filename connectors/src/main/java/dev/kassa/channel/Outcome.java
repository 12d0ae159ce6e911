package dev.kassa.channel;

/**
 * What is known after asking a channel. Immutable.
 *
 * <p>Only {@link Approved}, {@link Declined} and {@link FailedForCertain} end an operation. Whatever is not conclusively
 * negative is {@link Unknown}.
 */
public sealed interface Outcome {
    /** The channel did it; {@code reference} is its own name for the charge, capture, void or refund. */
    record Approved(String reference) implements Outcome {}

    /** The channel's no, e.g. {@code card_declined}. It did nothing, and will do nothing under this key. */
    record Declined(String code, String message) implements Outcome {}

    /** For certain nothing happened and nothing will happen under this key, e.g. {@code channel_timeout}. */
    record FailedForCertain(String code, String message) implements Outcome {}

    /** No conclusive answer: it may have happened. */
    record Unknown(String reason) implements Outcome {}

    /** The channel has taken it and will say later, by callback or when queried. */
    record Pending(String reference) implements Outcome {}

    /** Whether the operation has ended. */
    default boolean conclusive() {
        return switch (this) {
            case Approved ignored -> true;
            case Declined ignored -> true;
            case FailedForCertain ignored -> true;
            case Unknown ignored -> false;
            case Pending ignored -> false;
        };
    }
}
