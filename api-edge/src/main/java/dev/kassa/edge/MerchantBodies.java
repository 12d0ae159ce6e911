package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;

import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.schema.Currencies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A change of a merchant as a command. A field that is absent stays as it is; {@code null} takes away what there is. */
final class MerchantBodies {
    private MerchantBodies() {}

    /** @throws dev.kassa.edge.problem.Refusal validation_failed */
    static UpdateMerchant update(String id, @Nullable Long expectedVersion, JsonNode body) {
        if (body.isEmpty()) {
            throw invalid("", "must name what is to change");
        }
        return UpdateMerchant.newBuilder()
                .setMerchantId(id)
                .setExpectedVersion(expectedVersion)
                .setName(text(body, "name"))
                .setTimezone(text(body, "timezone"))
                .setCurrencies(currencies(body.path("currencies")))
                .setTier(text(body, "tier"))
                .setStatus(text(body, "status"))
                .setFeeSchedule(body.path("fee_schedule").isNull() ? "" : text(body, "fee_schedule"))
                .setLimits(limits(body.path("limits")))
                .setNegativeLimit(amount(body, "negative_limit"))
                .setSettlement(settlement(body.path("settlement")))
                .build();
    }

    private static @Nullable List<String> currencies(JsonNode currencies) {
        if (currencies.isMissingNode()) {
            return null;
        }
        List<String> codes = new ArrayList<>();
        currencies.forEach(code -> codes.add(code.stringValue()));
        codes.sort(null);
        return codes;
    }

    private static @Nullable SettlementTermsFact settlement(JsonNode terms) {
        if (terms.isMissingNode()) {
            return null;
        }
        return new SettlementTermsFact(
                text(terms, "cycle"),
                text(terms, "cut_off"),
                number(terms, "term_days"),
                text(terms, "calendar"),
                number(terms, "reserve_bp"),
                number(terms, "reserve_days"),
                amount(terms, "minimum"),
                amount(terms, "auto_approve_below"));
    }

    private static @Nullable Integer number(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isIntegralNumber() ? Integer.valueOf(value.intValue()) : null;
    }

    /** Those of every currency, and those of some. */
    private static @Nullable List<LimitsFact> limits(JsonNode limits) {
        if (limits.isMissingNode()) {
            return null;
        }
        List<LimitsFact> facts = new ArrayList<>();
        if (limits.isNull()) {
            return facts;
        }
        LimitsFact every = limits(null, limits);
        if (every.getSingle() != null || every.getDaily() != null || every.getMonthly() != null) {
            facts.add(every);
        }
        limits.path("currencies").propertyStream().forEach(each -> {
            if (!Currencies.isKnown(each.getKey())) {
                throw invalid("/limits/currencies/" + each.getKey(), "must be a currency of ISO 4217");
            }
            facts.add(limits(each.getKey(), each.getValue()));
        });
        return facts;
    }

    private static LimitsFact limits(@Nullable String currency, JsonNode limits) {
        return new LimitsFact(currency, amount(limits, "single"), amount(limits, "daily"), amount(limits, "monthly"));
    }

    private static @Nullable Long amount(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isIntegralNumber() ? Long.valueOf(value.longValue()) : null;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
