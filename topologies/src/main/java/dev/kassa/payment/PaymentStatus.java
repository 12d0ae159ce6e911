package dev.kassa.payment;

/** Where a payment stands. */
public enum PaymentStatus {
    /** Taken, nothing sent to a channel. */
    CREATED,
    /** Sent to a channel, no conclusive answer yet. */
    PROCESSING,
    /** Waits for a person. */
    REVIEW,
    /** The channel holds the money for us; to be captured, voided, or left to expire. */
    AUTHORIZED,
    SUCCEEDED,
    FAILED,
    /** The authorization was given back. */
    VOIDED,
    /** Stopped before anything was sent. */
    CANCELLED,
    /** Nothing conclusive within its time. */
    EXPIRED;

    /** Money may still come of it, so the order takes no other attempt. */
    public boolean isLive() {
        return switch (this) {
            case CREATED, PROCESSING, REVIEW, AUTHORIZED -> true;
            case SUCCEEDED, FAILED, VOIDED, CANCELLED, EXPIRED -> false;
        };
    }

    /** A caller who waits can be told. */
    public boolean isConclusive() {
        return this != CREATED && this != PROCESSING;
    }
}
