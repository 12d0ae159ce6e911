package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerTotal;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.schema.AuditChain;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Checks of the ledger as callers see them. */
public final class CheckJson {
    private CheckJson() {}

    public static byte[] check(LedgerCheckFact check) {
        return Json.bytes(json -> write(json, check));
    }

    /** @param nextCursor null after the last page */
    public static byte[] checks(List<LedgerCheckFact> checks, @Nullable String nextCursor) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", checks, CheckJson::write);
            text(json, "next_cursor", nextCursor);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, LedgerCheckFact check) {
        json.writeStartObject();
        json.writeStringProperty("id", check.getId());
        json.writeStringProperty("object", "ledger_check");
        json.writeStringProperty("run_id", check.getRunId());
        json.writeStringProperty("trigger", check.getTrigger());
        json.writeStringProperty("begun_from", check.getBegunFrom());
        json.writeBooleanProperty("holds", check.getViolationsTotal() == 0);
        array(json, "partitions", check.getPartitions(), CheckJson::write);
        json.writeNumberProperty("entries", check.getEntries());
        json.writeNumberProperty("entries_total", check.getEntriesTotal());
        json.writeNumberProperty("accounts", check.getAccounts());
        json.writeNumberProperty("settlements", check.getSettlements());
        json.writeNumberProperty("violations", check.getViolations());
        json.writeNumberProperty("violations_total", check.getViolationsTotal());
        array(json, "shown", check.getShown(), CheckJson::write);
        array(json, "totals", check.getTotals(), CheckJson::write);
        json.writeStringProperty("started_at", time(check.getStartedAtMs()));
        json.writeNumberProperty("duration_ms", check.getDurationMs());
        json.writeStringProperty("signature", hex(check.getSignature()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CheckedPartition partition) {
        json.writeStartObject();
        json.writeNumberProperty("partition", partition.getPartition());
        json.writeNumberProperty("from_sequence", partition.getFromSequence());
        json.writeNumberProperty("to_sequence", partition.getToSequence());
        json.writeNumberProperty("journal_offset", partition.getJournalOffset());
        json.writeStringProperty("last_hash", hex(partition.getLastHash()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, LedgerViolation violation) {
        json.writeStartObject();
        json.writeStringProperty("kind", violation.getKind());
        json.writeNumberProperty("partition", violation.getPartition());
        json.writeNumberProperty("sequence", violation.getSequence());
        json.writeStringProperty("subject_id", violation.getSubjectId());
        json.writeStringProperty("text", violation.getText());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, LedgerTotal total) {
        json.writeStartObject();
        json.writeStringProperty("currency", total.getCurrency());
        json.writeNumberProperty("debits", total.getDebits());
        json.writeNumberProperty("credits", total.getCredits());
        json.writeEndObject();
    }

    private static <T> void array(JsonGenerator json, String name, List<T> all, BiConsumer<JsonGenerator, T> each) {
        json.writeName(name);
        json.writeStartArray();
        all.forEach(one -> each.accept(json, one));
        json.writeEndArray();
    }

    private static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(AuditChain.bytes(bytes));
    }
}
