package dev.kassa.schedule;

/** What becomes of slots that passed while nothing could run them. */
public enum MisfirePolicy {
    /** One run, late, for all of them. */
    RUN_ONCE,
    /** They are written down as skipped. */
    SKIP
}
