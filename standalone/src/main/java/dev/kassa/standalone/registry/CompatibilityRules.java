package dev.kassa.standalone.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Whether one schema may follow others: Avro's rules of schema resolution, applied as the level says. Pure. */
final class CompatibilityRules {
    private CompatibilityRules() {}

    /**
     * Why a schema may not follow; empty where it may.
     *
     * @param earlier the versions before it, oldest first
     */
    static List<String> violations(CompatibilityLevel level, Schema candidate, List<Schema> earlier) {
        List<Schema> against =
                level.transitive() || earlier.isEmpty() ? earlier.reversed() : List.of(earlier.getLast());
        List<String> violations = new ArrayList<>();
        for (Schema old : against) {
            if (level.newReadsOld()) {
                add(violations, "the new schema cannot read what an earlier one wrote", candidate, old);
            }
            if (level.oldReadsNew()) {
                add(violations, "an earlier schema cannot read what the new one writes", old, candidate);
            }
        }
        return violations;
    }

    private static void add(List<String> violations, String sentence, Schema reader, Schema writer) {
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            violations.add(
                    sentence + ": " + found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")");
        }
    }
}
