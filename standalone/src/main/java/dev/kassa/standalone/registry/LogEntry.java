package dev.kassa.standalone.registry;

import org.jspecify.annotations.Nullable;

/** What a record of {@code _schemas} says. */
sealed interface LogEntry
        permits SchemaVersion, LogEntry.SchemaErased, LogEntry.SubjectDeleted, LogEntry.LevelSet, LogEntry.Other {
    /** A version is gone for good. */
    record SchemaErased(String subject, int version) implements LogEntry {}

    /** All versions of a subject up to this one are deleted. */
    record SubjectDeleted(String subject, int version) implements LogEntry {}

    /**
     * The compatibility level is now this.
     *
     * @param subject of which; null: of all that have none of their own
     * @param level null: back to the default
     */
    record LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level) implements LogEntry {}

    /** Something that Confluent's registry writes and this one does not need, e.g. NOOP or MODE. */
    record Other(String keyType) implements LogEntry {}
}
