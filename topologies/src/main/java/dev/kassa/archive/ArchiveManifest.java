package dev.kassa.archive;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.FactPosition;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What lies beside a file of the archive and says what is in it, in JSON, for whoever has the files only. Pure. */
final class ArchiveManifest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ArchiveManifest() {}

    /** The same text of the same file, whatever became of it since. */
    static String of(ArchiveFact fact) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("name", fact.getName())
                .put("kind", ArchiveNames.word(fact.getKind()))
                .put("partition", fact.getPartition())
                .put("run_id", fact.getRunId())
                .put("changed_last_before", time(fact.getBeforeMs()))
                .put("rows", fact.getRows())
                .put("first", time(fact.getFirstMs()))
                .put("last", time(fact.getLastMs()));
        ArrayNode sums = manifest.putArray("sums");
        fact.getSums()
                .forEach(sum -> sums.addObject()
                        .put("currency", sum.getCurrency())
                        .put("rows", sum.getRows())
                        .put("amount", sum.getAmount()));
        FactPosition position = fact.getPosition();
        manifest.putObject("position")
                .put("payments", position.getPayments())
                .put("refunds", position.getRefunds())
                .put("journal", position.getJournal());
        return manifest.put("schema_id", fact.getSchemaId())
                .put("bytes", fact.getBytes())
                .put("sha256", fact.getSha256())
                .put("created_at", time(fact.getCreatedAtMs()))
                .toPrettyString();
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
