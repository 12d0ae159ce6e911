package dev.kassa.trend;

/** What a fact adds to each cell that it is of. Amounts are minor units of its currency. */
sealed interface Effect {
    /**
     * A payment was asked for.
     *
     * @param risk what risk decided at first
     */
    record Created(long amount, String risk) implements Effect {}

    /**
     * A payment succeeded.
     *
     * @param amount captured
     * @param latencyMs from its creation
     */
    record Succeeded(long amount, long fee, long latencyMs) implements Effect {}

    /** A payment failed. */
    record Failed(long amount, String code) implements Effect {}

    /** A payment was voided, cancelled or expired. */
    record OtherwiseEnded() implements Effect {}

    /**
     * A review ended.
     *
     * @param how {@code review_accept}, {@code review_reject} or {@code review_expired}
     */
    record Reviewed(String how) implements Effect {}

    /** A refund succeeded. */
    record Refunded(long amount) implements Effect {}

    record RefundFailed() implements Effect {}

    /** A refund that had counted as failed was found to have succeeded. */
    record RefundFound(long amount) implements Effect {}
}
