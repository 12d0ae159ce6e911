package dev.kassa.settlement;

import dev.kassa.payment.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A settlement as it stands.
 *
 * @param dates that it covers; the last is its business date
 * @param runId of the job that closed it; null: it was asked for
 * @param statement null until it is drawn up
 * @param runs how often a person had it looked at or tried again
 * @param attempts how often it was tried to be carried out
 * @param failure why the last attempt came to nothing
 */
public record Settlement(
        String id,
        String merchantId,
        String currency,
        ClosedDates.Range dates,
        Cycle cycle,
        @Nullable String runId,
        @Nullable Statement statement,
        SettlementStatus status,
        @Nullable Decision decision,
        int runs,
        int attempts,
        @Nullable Failure failure,
        @Nullable Long completedAtMs,
        long createdAtMs,
        long updatedAtMs) {
    /** Who approves what is below the bound. */
    public static final String BY_RULE = "rule";

    /**
     * Who approved or rejected it.
     *
     * @param by the actor, or {@link #BY_RULE}
     */
    public record Decision(String by, long atMs, String reason) {}

    /** One whose dates were just closed. */
    public static Settlement cut(
            String id,
            String merchantId,
            String currency,
            ClosedDates.Range dates,
            Cycle cycle,
            @Nullable String runId,
            long nowMs) {
        return new Settlement(
                id,
                merchantId,
                currency,
                dates,
                cycle,
                runId,
                null,
                SettlementStatus.PENDING,
                null,
                0,
                0,
                null,
                null,
                nowMs,
                nowMs);
    }

    /**
     * What was drawn up.
     *
     * @throws IllegalStateException where nothing was yet
     */
    public Statement drawn() {
        if (statement == null) {
            throw new IllegalStateException(id + " is not drawn up yet");
        }
        return statement;
    }

    Settlement with(SettlementStatus next, @Nullable Decision decided, long nowMs) {
        return now(statement, next, decided, runs, attempts, failure, completedAtMs, nowMs);
    }

    Settlement with(Statement drawnUp, long nowMs) {
        return now(drawnUp, status, decision, runs, attempts, failure, completedAtMs, nowMs);
    }

    Settlement tried(SettlementStatus next, @Nullable Failure why, int tries, long nowMs) {
        Long doneAtMs = next == SettlementStatus.COMPLETED ? Long.valueOf(nowMs) : null;
        return now(statement, next, decision, runs, tries, why, doneAtMs, nowMs);
    }

    /** Another go at it, at a person's word. */
    Settlement again(SettlementStatus next, @Nullable Decision decided, long nowMs) {
        return now(statement, next, decided, runs + 1, 0, null, null, nowMs);
    }

    /** The same settlement, standing otherwise; what it is of never changes. */
    private Settlement now(
            @Nullable Statement drawnUp,
            SettlementStatus next,
            @Nullable Decision decided,
            int goes,
            int tries,
            @Nullable Failure why,
            @Nullable Long doneAtMs,
            long nowMs) {
        return new Settlement(
                id,
                merchantId,
                currency,
                dates,
                cycle,
                runId,
                drawnUp,
                next,
                decided,
                goes,
                tries,
                why,
                doneAtMs,
                createdAtMs,
                nowMs);
    }
}
