package dev.kassa.standalone.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may be written to the registry, one change after the other: it decides on the state, writes the log, and the
 * state follows the log. Thread-safe.
 */
final class Registrar {
    private static final String LATEST = "latest";

    private final RegistryState state;
    private final SchemaLog log;
    private final ReentrantLock writing = new ReentrantLock();

    Registrar(RegistryState state, SchemaLog log) {
        this.state = state;
        this.log = log;
    }

    /**
     * The id of a schema under a subject, registered where it is new.
     *
     * @throws RegistryRefusal where it is not a schema, or the subject's level forbids it
     */
    int register(String subject, String json) {
        String canonical = parse(json).toString();
        Optional<SchemaVersion> known = find(subject, canonical, false);
        if (known.isPresent()) {
            return known.get().id();
        }
        writing.lock();
        try {
            log.catchUp();
            return find(subject, canonical, false)
                    .map(SchemaVersion::id)
                    .orElseGet(() -> registerNew(subject, canonical));
        } finally {
            writing.unlock();
        }
    }

    private int registerNew(String subject, String canonical) {
        List<String> reasons = violations(subject, parse(canonical), state.versions(subject, false));
        if (!reasons.isEmpty()) {
            throw RegistryRefusal.incompatible(subject, reasons);
        }
        int id = state.idFor(canonical);
        log.append(new SchemaVersion(subject, state.nextVersion(subject), id, canonical, false));
        return id;
    }

    /** The version under which a subject has a schema. */
    Optional<SchemaVersion> find(String subject, String canonical, boolean deletedToo) {
        return state.versions(subject, deletedToo).stream()
                .filter(version -> version.schema().equals(canonical))
                .findFirst();
    }

    /** Why a schema may not be the subject's next; empty where it may. */
    List<String> violations(String subject, String json) {
        return violations(subject, parse(json), state.versions(subject, false));
    }

    /** Why a schema may not follow one version; empty where it may. */
    List<String> violations(String subject, String json, String version) {
        return violations(subject, parse(json), List.of(version(subject, version, false)));
    }

    private List<String> violations(String subject, Schema candidate, List<SchemaVersion> earlier) {
        List<Schema> schemas = earlier.stream()
                .map(SchemaVersion::schema)
                .map(Registrar::parse)
                .toList();
        return CompatibilityRules.violations(state.level(subject), candidate, schemas);
    }

    /**
     * One version of a subject, by number or {@code latest}.
     *
     * @throws RegistryRefusal where there is none
     */
    SchemaVersion version(String subject, String version, boolean deletedToo) {
        List<SchemaVersion> versions = state.versions(subject, deletedToo);
        if (versions.isEmpty()) {
            throw RegistryRefusal.subjectNotFound(subject);
        }
        if (version.equals(LATEST) || version.equals("-1")) {
            return versions.getLast();
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw RegistryRefusal.invalidVersion(version);
        }
        int number = Integer.parseInt(version);
        return versions.stream()
                .filter(candidate -> candidate.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryRefusal.versionNotFound(version));
    }

    /** Hides all versions of a subject, and says which. */
    List<Integer> deleteSubject(String subject) {
        writing.lock();
        try {
            log.catchUp();
            List<Integer> versions = state.versions(subject, false).stream()
                    .map(SchemaVersion::version)
                    .toList();
            if (versions.isEmpty()) {
                throw RegistryRefusal.subjectNotFound(subject);
            }
            log.append(new LogEntry.SubjectDeleted(subject, versions.getLast()));
            return versions;
        } finally {
            writing.unlock();
        }
    }

    /** Hides a version, and says which. */
    int deleteVersion(String subject, String version) {
        writing.lock();
        try {
            log.catchUp();
            SchemaVersion found = version(subject, version, false);
            log.append(found.asDeleted());
            return found.version();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Sets the level of a subject, or of all that have none of their own.
     *
     * @param level null: back to the default
     */
    void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        writing.lock();
        try {
            log.append(new LogEntry.LevelSet(subject, level));
        } finally {
            writing.unlock();
        }
    }

    /**
     * The schema of a JSON text.
     *
     * @throws RegistryRefusal where it is none
     */
    static Schema parse(String json) {
        try {
            return new Schema.Parser().parse(json);
        } catch (RuntimeException e) {
            // Avro's parser also lets out what its own code trips over, e.g. a NullPointerException on a nameless enum.
            throw RegistryRefusal.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
