package dev.kassa.edge.render;

import dev.kassa.avro.AuditRecord;
import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.schema.AuditChain;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/** The audit trail as the API tells it. */
public final class AuditJson {
    private AuditJson() {}

    /** A page of the trail. */
    public static byte[] page(AuditTrail.Page page) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            page.data().forEach(entry -> entry(json, entry));
            json.writeEndArray();
            Json.text(json, "next_cursor", page.next() == null ? null : Long.toString(page.next()));
            json.writeEndObject();
        });
    }

    private static void entry(JsonGenerator json, AuditTrail.Entry entry) {
        AuditRecord record = entry.record();
        json.writeStartObject();
        json.writeStringProperty("object", "audit_record");
        json.writeStringProperty("at", Json.time(entry.writtenAtMs()));
        json.writeStringProperty("started_at", Json.time(record.getStartedAtMs()));
        json.writeStringProperty("actor", record.getActor());
        json.writeStringProperty("action", record.getAction());
        Json.text(json, "subject", record.getSubject());
        Json.text(json, "merchant_id", record.getMerchantId());
        json.writeStringProperty("remote_address", record.getRemoteAddress());
        json.writeNumberProperty("status", record.getStatus());
        Json.text(json, "code", record.getCode());
        json.writeNumberProperty("duration_us", record.getDurationUs());
        json.writeStringProperty("request_id", record.getRequestId());
        Json.text(json, "position", record.getPosition());
        Json.text(json, "command_id", record.getCommandId());
        json.writeNumberProperty("lost_before", record.getLostBefore());
        json.writeStringProperty("chain_id", record.getChainId());
        json.writeNumberProperty("sequence", record.getSequence());
        json.writeStringProperty("hash", HexFormat.of().formatHex(AuditChain.bytes(record.getHash())));
        json.writeEndObject();
    }
}
