package dev.kassa.channelcall;

import java.util.Locale;

/** What a channel is asked to do. */
public enum Operation {
    AUTHORIZE,
    CAPTURE,
    VOID,
    REFUND;

    /** The key under which the channel knows it: the same for every attempt, so a repeat there is harmless. */
    public String key(String subjectId) {
        return subjectId + ":" + name().toLowerCase(Locale.ROOT);
    }
}
