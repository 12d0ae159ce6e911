package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.edge.render.Decimals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The kinds of reference data that the API knows, and how a body that satisfies the contract becomes one. Whether it makes
 * sense beyond its form, the core says.
 */
enum ReferenceKind {
    FEE_SCHEDULE("fee-schedule", "/v1/fee-schedules", "PutFeeSchedule") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            List<FeeRuleBody> rules = new ArrayList<>();
            for (JsonNode rule : body.get("rules")) {
                rules.add(rule(rule, "/rules/" + rules.size()));
            }
            return new FeeScheduleBody(rules);
        }
    },
    SETTING("setting", "/v1/settings", "PutSetting") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            return new SettingBody(body.get("value").asString());
        }
    },
    EXCHANGE_RATE("exchange-rate", "/v1/exchange-rates", "PutExchangeRate") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            if (!id.matches("[A-Z]{3}-[A-Z]{3}")) {
                throw invalid("/id", "must be two currencies of ISO 4217, as EUR-USD");
            }
            Long to = moment(body, "valid_to");
            Long from = moment(body, "valid_from");
            return new ExchangeRateBody(
                    id.substring(0, 3),
                    id.substring(4),
                    body.get("rate").stringValue(),
                    from == null ? now.toEpochMilli() : from,
                    to,
                    body.get("source").stringValue());
        }
    },
    RISK_RULE("risk-rule", "/v1/risk/rules", "PutRiskRule") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            return new RiskRuleBody(
                    body.get("expression").stringValue(),
                    RiskRuleAction.valueOf(body.get("action").stringValue().toUpperCase(Locale.ROOT)),
                    body.path("enabled").asBoolean(true));
        }
    },
    BLACKLIST("blacklist", "/v1/risk/blacklist", "PutBlacklistEntry") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            return new BlacklistBody(body.get("reason").stringValue());
        }
    },
    HOLIDAY("holiday", "/v1/holidays", "PutHoliday") {
        @Override
        Object body(String id, JsonNode body, Instant now) {
            return new HolidayBody(
                    body.get("name").stringValue(), body.path("business_day").asBoolean(false));
        }
    };

    private final String word;
    private final String path;
    private final String schema;

    ReferenceKind(String word, String path, String schema) {
        this.word = word;
        this.path = path;
        this.schema = schema;
    }

    /** As the log names it. */
    String word() {
        return word;
    }

    /** Where its entries are. */
    String path() {
        return path;
    }

    /** What the contract calls the body of a change. */
    String schema() {
        return schema;
    }

    /**
     * A body as it goes into the log.
     *
     * @throws dev.kassa.edge.problem.Refusal validation_failed
     */
    abstract Object body(String id, JsonNode body, Instant now);

    private static FeeRuleBody rule(JsonNode rule, String at) {
        List<FeeBandBody> bands = new ArrayList<>();
        for (JsonNode band : rule.get("bands")) {
            bands.add(new FeeBandBody(
                    decimal(band, "from_volume", 0L),
                    Math.toIntExact(Math.min(decimal(band, "rate", 0L), Integer.MAX_VALUE)),
                    decimal(band, "fixed", 0L),
                    decimal(band, "minimum", 0L),
                    band.path("maximum").isString() ? Long.valueOf(decimal(band, "maximum", 0L)) : null));
        }
        return new FeeRuleBody(
                text(rule, "currency"), text(rule, "channel"), day(rule, "from", at), day(rule, "to", at), bands);
    }

    private static long decimal(JsonNode body, String field, long otherwise) {
        JsonNode value = body.path(field);
        return value.isString() ? Decimals.tenThousandths(value.stringValue()) : otherwise;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable Integer day(JsonNode rule, String field, String at) {
        String text = text(rule, field);
        try {
            return text == null ? null : Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeException e) {
            throw invalid(at + "/" + field, "must be a date such as 2026-01-31");
        }
    }

    private static @Nullable Long moment(JsonNode body, String field) {
        String text = text(body, field);
        return text == null
                ? null
                : Long.valueOf(CommandBodies.moment(text, "/" + field).toEpochMilli());
    }
}
