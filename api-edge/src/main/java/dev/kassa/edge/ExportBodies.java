package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;

import dev.kassa.avro.RequestExport;
import dev.kassa.avro.TrendOrderFact;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of exports, as a command: what the contract cannot say is checked here. Pure; throws
 * {@link dev.kassa.edge.problem.Refusal} validation_failed.
 */
final class ExportBodies {
    /** What can be exported by now. */
    static final List<String> THERE = List.of("payments", "refunds", "journal", "settlements", "balances", "trends");

    private static final String TRENDS = "trends";
    private static final List<String> OF_TRENDS = List.of("granularity", "by", "channel", "country", "currency");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private ExportBodies() {}

    /**
     * @param merchantId null: all merchants
     * @param zone in which a date begins and ends
     */
    static RequestExport request(@Nullable String merchantId, String merchantName, ZoneId zone, JsonNode body) {
        String kind = body.get("kind").stringValue();
        if (!THERE.contains(kind)) {
            throw invalid("/kind", "cannot be exported yet; there are " + String.join(", ", THERE));
        }
        if (kind.equals("balances") && body.has("from")) {
            throw invalid("/from", "has no meaning for balances: they are those of one moment, /to or now");
        }
        boolean trends = kind.equals(TRENDS);
        if (trends) {
            requireDates(body);
        } else {
            requireNone(body, kind);
        }
        Long from = moment(body.path("from"), "/from", trends ? ZoneOffset.UTC : zone, 0);
        Long to = moment(body.path("to"), "/to", trends ? ZoneOffset.UTC : zone, 1);
        if (from != null && to != null && from >= to) {
            throw invalid("/from", "must be before /to");
        }
        return new RequestExport(
                merchantId,
                merchantName,
                kind,
                body.get("format").stringValue(),
                from,
                to,
                !body.path("time").asString("business").equals("processing"),
                trends ? trend(body) : null);
    }

    /** A trend is by business date, which is a date wherever the merchant is. */
    private static void requireDates(JsonNode body) {
        for (String name : List.of("from", "to")) {
            if (body.has(name) && !DATE.matcher(body.get(name).stringValue()).matches()) {
                throw invalid("/" + name, "must be a date such as 2026-03-01: trends are by business date");
            }
        }
        if (body.path("time").asString("business").equals("processing")) {
            throw invalid("/time", "must be business: trends are by business date");
        }
    }

    private static void requireNone(JsonNode body, String kind) {
        for (String name : OF_TRENDS) {
            if (body.has(name)) {
                throw invalid("/" + name, "has no meaning for " + kind + ", only for trends");
            }
        }
    }

    private static TrendOrderFact trend(JsonNode body) {
        return new TrendOrderFact(
                body.path("granularity").asString("daily"),
                body.path("by")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .sorted()
                        .toList(),
                textOrNull(body, "channel"),
                textOrNull(body, "country"),
                textOrNull(body, "currency"));
    }

    private static @Nullable String textOrNull(JsonNode body, String name) {
        return body.has(name) ? body.get(name).stringValue() : null;
    }

    /** A moment, or a date's: its beginning, or so many days later. */
    private static @Nullable Long moment(JsonNode field, String pointer, ZoneId zone, int days) {
        if (field.isMissingNode()) {
            return null;
        }
        String text = field.stringValue();
        Instant at = DATE.matcher(text).matches()
                ? date(text, pointer).plusDays(days).atStartOfDay(zone).toInstant()
                : CommandBodies.moment(text, pointer);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw invalid(pointer, "must be in the years 0001 to 9999");
        }
        return at.toEpochMilli();
    }

    private static LocalDate date(String text, String pointer) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw invalid(pointer, "must be a date that there is, or a time as RFC 3339 has it");
        }
    }
}
