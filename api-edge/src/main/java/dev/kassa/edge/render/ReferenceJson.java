package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.edge.reference.ReferenceShelf;
import dev.kassa.port.ShippedSetting;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Reference data as callers see it. */
public final class ReferenceJson {
    private ReferenceJson() {}

    /**
     * An entry as it stands, and from where in each partition of the log it holds.
     *
     * @param shipped what Kassa ships with under this id; null: nothing
     */
    public record Entry(
            ReferenceFact fact,
            List<ReferenceApplied> inForceFrom,
            @Nullable ShippedSetting shipped) {
        /** Nobody has changed it. */
        boolean isUnchanged() {
            return fact.getVersion() == ReferenceShelf.SHIPPED_VERSION;
        }
    }

    public static byte[] entry(Entry entry) {
        return Json.bytes(json -> write(json, entry));
    }

    public static byte[] page(List<Entry> entries, @Nullable String nextCursor) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            entries.forEach(entry -> write(json, entry));
            json.writeEndArray();
            text(json, "next_cursor", nextCursor);
            json.writeEndObject();
        });
    }

    public static void write(JsonGenerator json, Entry entry) {
        ReferenceFact fact = entry.fact();
        json.writeStartObject();
        json.writeStringProperty("id", fact.getKey());
        json.writeStringProperty("object", fact.getKind().replace('-', '_'));
        json.writeNumberProperty("version", fact.getVersion());
        Object body = fact.getBody();
        json.writeBooleanProperty("removed", body == null);
        if (body != null) {
            body(json, body);
        }
        if (entry.shipped() != null) {
            shipped(json, entry.shipped(), entry);
        }
        text(json, "changed_by", entry.isUnchanged() ? null : fact.getChangedBy());
        text(json, "changed_at", entry.isUnchanged() ? null : time(fact.getChangedAtMs()));
        text(json, "request_id", fact.getRequestId());
        json.writeName("in_force_from");
        json.writeStartArray();
        for (ReferenceApplied applied : entry.inForceFrom()) {
            json.writeStartObject();
            json.writeNumberProperty("partition", applied.getPartition());
            json.writeNumberProperty("offset", applied.getCommandOffset());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void shipped(JsonGenerator json, ShippedSetting setting, Entry entry) {
        boolean isRemoved = entry.fact().getBody() == null;
        if (isRemoved) {
            json.writeStringProperty("value", setting.value());
        }
        json.writeBooleanProperty("shipped", isRemoved || entry.isUnchanged());
        json.writeStringProperty("shipped_value", setting.value());
        json.writeStringProperty("unit", setting.unit());
        json.writeStringProperty("min", setting.min());
        json.writeStringProperty("max", setting.max());
        json.writeStringProperty("description", setting.sentence());
    }

    private static void body(JsonGenerator json, Object body) {
        switch (body) {
            case FeeScheduleBody schedule -> rules(json, schedule.getRules());
            case SettingBody setting -> json.writeStringProperty("value", setting.getValue());
            case ExchangeRateBody rate -> {
                json.writeStringProperty("base", rate.getBase());
                json.writeStringProperty("quote", rate.getQuote());
                json.writeStringProperty("rate", rate.getRate());
                json.writeStringProperty("valid_from", time(rate.getValidFromMs()));
                text(json, "valid_to", rate.getValidToMs() == null ? null : time(rate.getValidToMs()));
                json.writeStringProperty("source", rate.getSource());
            }
            case RiskRuleBody rule -> {
                json.writeStringProperty("expression", rule.getExpression());
                json.writeStringProperty("action", rule.getAction().name().toLowerCase(Locale.ROOT));
                json.writeBooleanProperty("enabled", rule.getEnabled());
            }
            case BlacklistBody entry -> json.writeStringProperty("reason", entry.getReason());
            case HolidayBody day -> {
                json.writeStringProperty("name", day.getName());
                json.writeBooleanProperty("business_day", day.getBusinessDay());
            }
            default -> throw new IllegalStateException("reference data of " + body.getClass());
        }
    }

    private static void rules(JsonGenerator json, List<FeeRuleBody> rules) {
        json.writeName("rules");
        json.writeStartArray();
        for (FeeRuleBody rule : rules) {
            json.writeStartObject();
            text(json, "currency", rule.getCurrency());
            text(json, "channel", rule.getChannel());
            text(json, "from", date(rule.getEffectiveFrom()));
            text(json, "to", date(rule.getEffectiveTo()));
            json.writeName("bands");
            json.writeStartArray();
            rule.getBands().forEach(band -> band(json, band));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static @Nullable String date(@Nullable Integer epochDay) {
        return epochDay == null ? null : LocalDate.ofEpochDay(epochDay).toString();
    }

    private static void band(JsonGenerator json, FeeBandBody band) {
        Long maximum = band.getMaximum();
        json.writeStartObject();
        json.writeStringProperty("from_volume", Decimals.text(band.getFromVolume()));
        json.writeStringProperty("rate", Decimals.text(band.getRatePpm()));
        json.writeStringProperty("fixed", Decimals.text(band.getFixed()));
        json.writeStringProperty("minimum", Decimals.text(band.getMinimum()));
        text(json, "maximum", maximum == null ? null : Decimals.text(maximum));
        json.writeEndObject();
    }
}
