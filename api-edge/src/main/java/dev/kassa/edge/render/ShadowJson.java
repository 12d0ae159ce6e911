package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;

import dev.kassa.port.Shadows.FeeRow;
import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.RuleRow;
import dev.kassa.port.Shadows.Run;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Shadow runs as callers see them. */
public final class ShadowJson {
    private ShadowJson() {}

    public static byte[] run(Run run) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("id", run.id());
            json.writeStringProperty("object", "shadow_run");
            json.writeStringProperty("status", run.status().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("read", run.read());
            json.writeNumberProperty("total", run.total());
            text(json, "failure", run.failure());
            json.writeName("data");
            json.writeStartArray();
            switch (run.report()) {
                case null -> {}
                case Report.OfFees fees -> fees.rows().forEach(row -> write(json, row));
                case Report.OfRule rule -> rule.rows().forEach(row -> write(json, row));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, FeeRow row) {
        json.writeStartObject();
        json.writeStringProperty("merchant_id", row.merchantId());
        json.writeStringProperty("currency", row.currency());
        json.writeNumberProperty("payments", row.payments());
        json.writeNumberProperty("fee_before", row.feeBefore());
        json.writeNumberProperty("fee_after", row.feeAfter());
        json.writeNumberProperty("difference", row.difference());
        json.writeNumberProperty("not_fitting", row.notFitting());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RuleRow row) {
        json.writeStartObject();
        json.writeStringProperty("merchant_id", row.merchantId());
        json.writeNumberProperty("payments", row.payments());
        json.writeNumberProperty("fired", row.fired());
        json.writeNumberProperty("reviewed_before", row.reviewedBefore());
        json.writeNumberProperty("reviewed_after", row.reviewedAfter());
        json.writeNumberProperty("rejected_before", row.rejectedBefore());
        json.writeNumberProperty("rejected_after", row.rejectedAfter());
        json.writeName("samples");
        json.writeStartArray();
        row.samples().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
