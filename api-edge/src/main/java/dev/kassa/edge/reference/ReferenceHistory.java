package dev.kassa.edge.reference;

import dev.kassa.avro.ReferenceFact;
import java.util.List;

/** What became of a piece of reference data over time. Thread-safe. */
@FunctionalInterface
public interface ReferenceHistory {
    /** How many changes are told to who asks for the history of an entry, the last ones. */
    int CHANGES_MAX = 500;

    /**
     * The changes of an entry, oldest first.
     *
     * @param most the last ones
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log cannot be read now
     */
    List<ReferenceFact> of(String kind, String key, int most);
}
