package dev.kassa.core;

import java.time.Duration;
import java.util.Set;

/**
 * What the core is set to. A replay of the log gives the same bytes only under the same settings.
 *
 * @param partitions of every topic
 * @param channels the channels that there are
 * @param defaultChannel takes a payment that names none
 * @param idempotencyHold how long at least an outcome is held for repeats
 */
public record CoreSettings(int partitions, Set<String> channels, String defaultChannel, Duration idempotencyHold) {
    /** The embedded default: the simulator, and outcomes held for a day. */
    public static final CoreSettings EMBEDDED =
            new CoreSettings(4, Set.of("simulator"), "simulator", Duration.ofHours(24));
}
