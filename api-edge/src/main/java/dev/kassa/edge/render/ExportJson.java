package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportResultFact;
import dev.kassa.avro.ExportStatusCode;
import dev.kassa.avro.ExportTotalFact;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.TrendOrderFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Exports as callers see them. */
public final class ExportJson {
    private static final int WHOLE = 100;

    private ExportJson() {}

    /**
     * An export as a caller sees it at a moment.
     *
     * @param link where its file is; null while there is none
     * @param nowMs a file whose time is over is no more, also where the log does not say so yet
     */
    public record Seen(ExportFact fact, @Nullable String link, long nowMs) {
        /** Whether its file can be had. */
        public static boolean hasFile(ExportFact fact, long nowMs) {
            Long expiresAtMs = fact.getExpiresAtMs();
            return fact.getStatus() == ExportStatusCode.COMPLETED && expiresAtMs != null && nowMs < expiresAtMs;
        }

        /** In the word that callers see. */
        public String status() {
            boolean over = fact.getStatus() == ExportStatusCode.COMPLETED && !hasFile(fact, nowMs);
            return (over ? ExportStatusCode.EXPIRED : fact.getStatus()).name().toLowerCase(Locale.ROOT);
        }
    }

    public static byte[] export(Seen seen) {
        return Json.bytes(json -> write(json, seen));
    }

    /** @param nextCursor null after the last page */
    public static byte[] page(List<Seen> exports, @Nullable String nextCursor) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            exports.forEach(seen -> write(json, seen));
            json.writeEndArray();
            text(json, "next_cursor", nextCursor);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Seen seen) {
        ExportFact fact = seen.fact();
        json.writeStartObject();
        json.writeStringProperty("id", fact.getId());
        json.writeStringProperty("object", "export");
        text(json, "merchant_id", fact.getMerchantId());
        json.writeStringProperty("kind", fact.getKind());
        json.writeStringProperty("format", fact.getFormat());
        moment(json, "from", fact.getFromMs());
        moment(json, "to", fact.getToMs());
        json.writeStringProperty("time", fact.getByBusinessTime() ? "business" : "processing");
        trend(json, fact.getTrend());
        json.writeStringProperty("status", seen.status());
        json.writeNumberProperty("progress", progress(fact));
        json.writeNumberProperty("rows", fact.getRows());
        result(json, fact.getResult());
        text(json, "url", seen.link());
        moment(json, "expires_at", fact.getExpiresAtMs());
        failure(json, fact.getFailure());
        json.writeNumberProperty("attempt", fact.getAttempt());
        json.writeStringProperty("created_at", time(fact.getRequestedAtMs()));
        json.writeStringProperty("updated_at", time(fact.getUpdatedAtMs()));
        json.writeEndObject();
    }

    /** As it was asked for; of anything else than trends there is nothing to say. */
    private static void trend(JsonGenerator json, @Nullable TrendOrderFact trend) {
        if (trend == null) {
            return;
        }
        json.writeStringProperty("granularity", trend.getGranularity());
        json.writeName("by");
        json.writeStartArray();
        trend.getBy().forEach(json::writeString);
        json.writeEndArray();
        text(json, "channel", trend.getChannel());
        text(json, "country", trend.getCountry());
        text(json, "currency", trend.getCurrency());
    }

    /** In hundredths. What is not finished is never whole. */
    private static long progress(ExportFact fact) {
        if (fact.getResult() != null) {
            return WHOLE;
        }
        long estimated = fact.getEstimatedRows();
        return estimated <= 0 ? 0 : Math.min(WHOLE - 1, Math.round((double) WHOLE * fact.getRows() / estimated));
    }

    private static void result(JsonGenerator json, @Nullable ExportResultFact result) {
        json.writeName("control_totals");
        if (result == null) {
            json.writeNull();
        } else {
            totals(json, result.getTotals());
        }
        text(json, "sha256", result == null ? null : result.getSha256());
        if (result == null) {
            json.writeNullProperty("size");
        } else {
            json.writeNumberProperty("size", result.getSizeBytes());
        }
        text(json, "position", result == null ? null : result.getPosition());
    }

    /** An object per currency, with the sum of each column. */
    private static void totals(JsonGenerator json, List<ExportTotalFact> totals) {
        Map<String, Map<String, Long>> byCurrency = new TreeMap<>();
        for (ExportTotalFact total : totals) {
            byCurrency
                    .computeIfAbsent(total.getCurrency(), _ -> new LinkedHashMap<>())
                    .put(total.getColumn(), total.getSum());
        }
        json.writeStartArray();
        byCurrency.forEach((currency, sums) -> {
            json.writeStartObject();
            json.writeStringProperty("currency", currency);
            sums.forEach(json::writeNumberProperty);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void failure(JsonGenerator json, @Nullable FailureFact failure) {
        if (failure == null) {
            json.writeNullProperty("failure");
            return;
        }
        json.writeName("failure");
        json.writeStartObject();
        json.writeStringProperty("code", failure.getCode());
        json.writeStringProperty("message", failure.getMessage());
        json.writeEndObject();
    }

    private static void moment(JsonGenerator json, String name, @Nullable Long epochMs) {
        text(json, name, epochMs == null ? null : time(epochMs));
    }
}
