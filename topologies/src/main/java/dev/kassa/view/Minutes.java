package dev.kassa.view;

import java.util.concurrent.TimeUnit;

/** How finely past balances are kept: what lies between two is added up when it is asked for. */
final class Minutes {
    private Minutes() {}

    /** The minute since 1970 of a moment. */
    static long of(long ms) {
        return TimeUnit.MILLISECONDS.toMinutes(ms);
    }
}
