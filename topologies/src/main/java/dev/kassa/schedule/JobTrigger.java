package dev.kassa.schedule;

/** Why a run came to be. */
public enum JobTrigger {
    /** Its slot came. */
    SCHEDULE,
    /** Its slot had passed while nothing could run it. */
    CATCH_UP,
    /** A person asked for it. */
    MANUAL
}
