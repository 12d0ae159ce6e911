package dev.kassa.withdrawal;

/** How fast a withdrawal is to be, which is what it is priced by. */
public enum Speed {
    NORMAL,
    URGENT,
    /** Sent at the start of a day. */
    SCHEDULED
}
