package dev.kassa.channelcall;

/**
 * An operation without a conclusive answer.
 *
 * @param attempt the attempt under way: 1, 2, 3 …
 * @param amount minor units
 * @param sinceMs when it was first asked for
 * @param retryAtMs when it is asked again, unless an answer comes before
 * @param unsure the channel was asked and gave no conclusive answer to this attempt
 * @param expiring a void because the authorization ran out
 */
public record PendingOperation(
        Operation operation, int attempt, long amount, long sinceMs, long retryAtMs, boolean unsure, boolean expiring) {

    /** A connector that is silent for so long is asked again, then after twice as long, and so on. */
    static final long SILENCE_FIRST_MS = 20_000;

    private static final long SILENCE_LAST_MS = 320_000;

    private static final long BACKOFF_FIRST_MS = 1_000;
    // What is in doubt must be settled within half a minute of a channel's return.
    private static final long BACKOFF_LAST_MS = 10_000;
    private static final long DEFERRED_MS = 15_000;
    private static final int ATTEMPTS_BEFORE_ABANDON = 3;
    private static final long GIVE_UP_AFTER_MS = 24 * 3_600_000L;

    /** An operation that is asked for now. */
    public static PendingOperation first(Operation operation, long amount, long nowMs, boolean expiring) {
        return new PendingOperation(operation, 1, amount, nowMs, nowMs + SILENCE_FIRST_MS, false, expiring);
    }

    /** The same after the channel gave no conclusive answer to it. */
    public PendingOperation inDoubt(long nowMs) {
        long backoff = BACKOFF_FIRST_MS << Math.min(attempt - 1, 10);
        return new PendingOperation(
                operation, attempt, amount, sinceMs, nowMs + Math.min(backoff, BACKOFF_LAST_MS), true, expiring);
    }

    /** The same after the channel said that it will say later: asked now and then, in case that it forgets. */
    public PendingOperation deferred(long nowMs) {
        return new PendingOperation(operation, attempt, amount, sinceMs, nowMs + DEFERRED_MS, false, expiring);
    }

    /** The next attempt. */
    public PendingOperation again(long nowMs) {
        long silence = Math.min(SILENCE_FIRST_MS << Math.min(attempt, 10), SILENCE_LAST_MS);
        return new PendingOperation(operation, attempt + 1, amount, sinceMs, nowMs + silence, false, expiring);
    }

    /**
     * How the next attempt asks. A channel that stays in doubt after three attempts is told to forget it; so is one that
     * said nothing conclusive for a day.
     */
    public Mode nextMode(long nowMs) {
        boolean giveUp = (unsure && attempt >= ATTEMPTS_BEFORE_ABANDON) || nowMs - sinceMs >= GIVE_UP_AFTER_MS;
        return giveUp ? Mode.ABANDON : Mode.RESOLVE;
    }

    /** Whether an outcome that is not final in itself speaks of the attempt under way. */
    public boolean isAnsweredBy(Outcome outcome) {
        return outcome.operation() == operation && (outcome.attempt() == attempt || outcome.attempt() == 0);
    }
}
