package dev.kassa.check;

import dev.kassa.avro.LedgerCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a check goes on.
 *
 * @param partitions one for each, in order; empty: it begins with the first entry
 * @param begunFrom which of the two, and why, in one word
 */
record Checkpoint(List<LedgerCheckpoint> partitions, String begunFrom) {
    static final String CHECKPOINT = "checkpoint";
    static final String NONE = "none";
    static final String ASKED = "asked";
    static final String DAMAGED = "damaged";
    static final String UNSIGNED = "unsigned";
    static final String FOREIGN = "foreign";

    Checkpoint {
        partitions = List.copyOf(partitions);
    }

    static Checkpoint first(String why) {
        return new Checkpoint(List.of(), why);
    }

    @Nullable
    LedgerCheckpoint of(int partition) {
        return partitions.isEmpty() ? null : partitions.get(partition);
    }
}
