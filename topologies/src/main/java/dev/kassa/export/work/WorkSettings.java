package dev.kassa.export.work;

import java.time.Duration;

/**
 * How a process works on exports.
 *
 * @param workers attempts under way at once
 * @param progressEvery how often an attempt tells how far it is
 * @param lookEvery how often the desk looks for moments that have come
 * @param resendAfter after which something is told again of which nothing was heard
 */
public record WorkSettings(int workers, Duration progressEvery, Duration lookEvery, Duration resendAfter) {
    /** What Kassa ships with. */
    public static final WorkSettings SHIPPED =
            new WorkSettings(2, Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofSeconds(10));
}
