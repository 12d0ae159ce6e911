package dev.kassa.standalone.registry;

import java.util.Locale;
import java.util.Optional;

/** What a new schema of a subject must be able to do with the ones before it. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean transitive;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.transitive = transitive;
    }

    /** Readers with the new schema understand what the older one wrote. */
    boolean newReadsOld() {
        return newReadsOld;
    }

    /** Readers with the older schema understand what the new one writes. */
    boolean oldReadsNew() {
        return oldReadsNew;
    }

    /** It holds against every earlier version, not the latest alone. */
    boolean transitive() {
        return transitive;
    }

    /** The level of a name in any case; empty where there is none. */
    static Optional<CompatibilityLevel> parse(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(wanted)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
