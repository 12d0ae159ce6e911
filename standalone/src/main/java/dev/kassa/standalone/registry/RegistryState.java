package dev.kassa.standalone.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code _schemas} says up to some offset. {@link #apply} is the only mutator. Thread-safe. */
final class RegistryState {
    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel defaultLevel = CompatibilityLevel.BACKWARD;
    private int highestId;

    synchronized void apply(LogEntry entry) {
        switch (entry) {
            case SchemaVersion schema -> {
                subjects.computeIfAbsent(schema.subject(), missing -> new TreeMap<>())
                        .put(schema.version(), schema);
                schemas.putIfAbsent(schema.id(), schema.schema());
                ids.putIfAbsent(schema.schema(), schema.id());
                highestId = Math.max(highestId, schema.id());
            }
            case LogEntry.SchemaErased(String subject, int version) ->
                subjects.computeIfPresent(subject, (name, versions) -> {
                    versions.remove(version);
                    return versions.isEmpty() ? null : versions;
                });
            case LogEntry.SubjectDeleted(String subject, int version) ->
                subjects.getOrDefault(subject, new TreeMap<>())
                        .headMap(version, true)
                        .replaceAll((number, schema) -> schema.asDeleted());
            case LogEntry.LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level) ->
                setLevel(subject, level);
            case LogEntry.Other other -> {
                // Said by another kind of registry about matters that this one does not have.
            }
        }
    }

    private void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        if (subject == null) {
            defaultLevel = level == null ? CompatibilityLevel.BACKWARD : level;
        } else if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }

    /** The subjects that have a version, in order of name. */
    synchronized List<String> subjects(boolean deletedToo) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, deletedToo).isEmpty())
                .toList();
    }

    /** The versions of a subject, oldest first; none where there is no such subject. */
    synchronized List<SchemaVersion> versions(String subject, boolean deletedToo) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> deletedToo || !version.deleted())
                .toList();
    }

    /** Where the schema of an id is used. */
    synchronized List<SchemaVersion> uses(int id, boolean deletedToo) {
        return subjects.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(version -> version.id() == id && (deletedToo || !version.deleted()))
                .toList();
    }

    /** The JSON of an id. */
    synchronized Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** The id of a schema that is known, under whichever subject; else the next that is free. */
    synchronized int idFor(String schema) {
        return ids.getOrDefault(schema, highestId + 1);
    }

    /** The number that a new version of a subject gets; numbers of deleted versions are not used again. */
    synchronized int nextVersion(String subject) {
        NavigableMap<Integer, SchemaVersion> versions = subjects.get(subject);
        return versions == null ? 1 : versions.lastKey() + 1;
    }

    /** The level that the subject has of its own. */
    synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** The level of every subject that has none of its own. */
    synchronized CompatibilityLevel defaultLevel() {
        return defaultLevel;
    }

    /** The level that holds for a subject. */
    synchronized CompatibilityLevel level(String subject) {
        return levels.getOrDefault(subject, defaultLevel);
    }
}
