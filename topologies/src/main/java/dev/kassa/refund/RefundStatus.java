package dev.kassa.refund;

/** Where a refund stands. */
public enum RefundStatus {
    /** Taken, nothing sent to a channel. */
    PENDING,
    /** Money is held and the channel was asked. */
    PROCESSING,
    SUCCEEDED,
    FAILED;

    /** A caller who waits can be told. */
    public boolean isConclusive() {
        return this == SUCCEEDED || this == FAILED;
    }
}
