package dev.kassa.idempotency;

/** What a request is, by its key. */
public enum Verdict {
    /** Nothing was asked under the key within its time: execute. */
    FIRST,
    /** The same was asked before: tell the first outcome, or join it where it is under way. */
    REPEAT,
    /** Another request was made under the key: refuse. */
    REUSED;

    /** Judges a request by what was asked under its key before. */
    public static Verdict on(Fingerprint before, Fingerprint now) {
        return before.equals(now) ? REPEAT : REUSED;
    }
}
