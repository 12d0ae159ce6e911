package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.Customer;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.ReviewFact;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.SettlementTermsFact;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Payments, refunds and merchants as callers see them.
 *
 * <p>The order of fields is part of the contract: a replayed answer is compared byte for byte.
 */
public final class FactJson {
    private static final LimitsFact NO_LIMITS = new LimitsFact(null, null, null, null);

    private FactJson() {}

    public static byte[] payment(PaymentFact payment) {
        return Json.bytes(json -> write(json, payment));
    }

    public static byte[] refund(RefundFact refund) {
        return Json.bytes(json -> write(json, refund));
    }

    /**
     * A merchant.
     *
     * @param apiKey its key, in the one answer that shows it; else null
     */
    public static byte[] merchant(MerchantFact merchant, @Nullable String apiKey) {
        return Json.bytes(json -> write(json, merchant, apiKey));
    }

    static void write(JsonGenerator json, PaymentFact payment) {
        json.writeStartObject();
        json.writeStringProperty("id", payment.getId());
        json.writeStringProperty("object", "payment");
        json.writeStringProperty("merchant_id", payment.getMerchantId());
        json.writeStringProperty("order_no", payment.getOrderNo());
        json.writeNumberProperty("amount", payment.getAmount());
        json.writeStringProperty("currency", payment.getCurrency());
        json.writeNumberProperty("amount_captured", payment.getAmountCaptured());
        json.writeNumberProperty("amount_refunded", payment.getAmountRefunded());
        json.writeNumberProperty("fee", payment.getFee());
        json.writeStringProperty("status", lower(payment.getStatus()));
        json.writeStringProperty("channel", payment.getChannel());
        text(json, "channel_reference", payment.getChannelReference());
        text(json, "channel_state", payment.getChannelState());
        risk(json, payment.getRisk());
        failure(json, payment.getFailure());
        times(json, payment.getOccurredAtMs(), payment.getCreatedAtMs(), payment.getUpdatedAtMs());
        json.writeStringProperty("fee_schedule", payment.getFeeSchedule() + "@" + payment.getFeeScheduleVersion());
        review(json, payment.getReview());
        json.writeStringProperty(
                "business_date", LocalDate.ofEpochDay(payment.getBusinessDate()).toString());
        json.writeNumberProperty("merchant_version", payment.getMerchantVersion());
        json.writeNumberProperty("reference_version", payment.getReferenceVersion());
        json.writeStringProperty("capture", lower(payment.getCapture()));
        customer(json, payment.getCustomer());
        text(json, "description", payment.getDescription());
        json.writeName("metadata");
        json.writeStartObject();
        for (MetadataEntry entry : payment.getMetadata()) {
            json.writeStringProperty(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, RefundFact refund) {
        json.writeStartObject();
        json.writeStringProperty("id", refund.getId());
        json.writeStringProperty("object", "refund");
        json.writeStringProperty("payment_id", refund.getPaymentId());
        json.writeStringProperty("order_no", refund.getOrderNo());
        json.writeStringProperty("refund_no", refund.getRefundNo());
        json.writeNumberProperty("amount", refund.getAmount());
        json.writeStringProperty("currency", refund.getCurrency());
        json.writeStringProperty("status", lower(refund.getStatus()));
        failure(json, refund.getFailure());
        times(json, refund.getOccurredAtMs(), refund.getCreatedAtMs(), refund.getUpdatedAtMs());
        json.writeStringProperty("merchant_id", refund.getMerchantId());
        json.writeStringProperty("channel", refund.getChannel());
        text(json, "channel_reference", refund.getChannelReference());
        text(json, "channel_state", refund.getChannelState());
        text(json, "reason", refund.getReason());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, MerchantFact merchant, @Nullable String apiKey) {
        json.writeStartObject();
        json.writeStringProperty("id", merchant.getId());
        json.writeStringProperty("object", "merchant");
        json.writeStringProperty("name", merchant.getName());
        json.writeStringProperty("country", merchant.getCountry());
        json.writeStringProperty("timezone", merchant.getTimezone());
        json.writeName("currencies");
        json.writeStartArray();
        for (String currency : merchant.getCurrencies()) {
            json.writeString(currency);
        }
        json.writeEndArray();
        json.writeStringProperty("tier", merchant.getTier());
        json.writeStringProperty("status", merchant.getStatus());
        text(json, "fee_schedule", merchant.getFeeSchedule());
        limits(json, merchant.getLimits());
        json.writeName("negative_limit");
        number(json, merchant.getNegativeLimit());
        settlement(json, merchant.getSettlement());
        json.writeNumberProperty("version", merchant.getVersion());
        json.writeName("in_force_from");
        json.writeStartObject();
        json.writeNumberProperty("partition", merchant.getPartition());
        json.writeNumberProperty("offset", merchant.getCommandOffset());
        json.writeEndObject();
        json.writeStringProperty("created_at", time(merchant.getCreatedAtMs()));
        json.writeStringProperty("updated_at", time(merchant.getUpdatedAtMs()));
        if (apiKey != null) {
            json.writeStringProperty("api_key", apiKey);
        }
        json.writeEndObject();
    }

    /** How it is settled, where it has terms of its own; null: by its tier, its country and the settings. */
    private static void settlement(JsonGenerator json, @Nullable SettlementTermsFact terms) {
        if (terms == null) {
            json.writeNullProperty("settlement");
            return;
        }
        json.writeName("settlement");
        json.writeStartObject();
        text(json, "cycle", terms.getCycle());
        text(json, "cut_off", terms.getCutOff());
        number(json, "term_days", terms.getTermDays());
        text(json, "calendar", terms.getCalendar());
        number(json, "reserve_bp", terms.getReserveBp());
        number(json, "reserve_days", terms.getReserveDays());
        number(json, "minimum", terms.getMinimum());
        number(json, "auto_approve_below", terms.getAutoApproveBelow());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, @Nullable Number number) {
        json.writeName(name);
        number(json, number == null ? null : Long.valueOf(number.longValue()));
    }

    /** Those of every currency, and those of some. */
    private static void limits(JsonGenerator json, List<LimitsFact> limits) {
        json.writeName("limits");
        json.writeStartObject();
        LimitsFact every = limits.stream()
                .filter(each -> each.getCurrency() == null)
                .findFirst()
                .orElse(NO_LIMITS);
        limits(json, every);
        json.writeName("currencies");
        json.writeStartObject();
        for (LimitsFact each : limits) {
            if (each.getCurrency() != null) {
                json.writeName(each.getCurrency());
                json.writeStartObject();
                limits(json, each);
                json.writeEndObject();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void limits(JsonGenerator json, LimitsFact limits) {
        json.writeName("single");
        number(json, limits.getSingle());
        json.writeName("daily");
        number(json, limits.getDaily());
        json.writeName("monthly");
        number(json, limits.getMonthly());
    }

    private static void number(JsonGenerator json, @Nullable Long number) {
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(number);
        }
    }

    private static void review(JsonGenerator json, @Nullable ReviewFact review) {
        if (review == null) {
            json.writeNullProperty("review");
            return;
        }
        Long decidedAtMs = review.getDecidedAtMs();
        json.writeName("review");
        json.writeStartObject();
        json.writeStringProperty("expires_at", time(review.getUntilMs()));
        text(json, "decision", review.getDecision());
        text(json, "decided_by", review.getDecidedBy());
        text(json, "reason", review.getReason());
        text(json, "decided_at", decidedAtMs == null ? null : time(decidedAtMs));
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, long occurredAtMs, long createdAtMs, long updatedAtMs) {
        json.writeStringProperty("occurred_at", time(occurredAtMs));
        json.writeStringProperty("created_at", time(createdAtMs));
        json.writeStringProperty("updated_at", time(updatedAtMs));
    }

    private static void risk(JsonGenerator json, RiskFact risk) {
        json.writeName("risk");
        json.writeStartObject();
        json.writeNumberProperty("score", risk.getScore());
        json.writeStringProperty("decision", risk.getDecision());
        json.writeName("reasons");
        json.writeStartArray();
        for (String reason : risk.getReasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeName("notes");
        json.writeStartArray();
        for (String note : risk.getNotes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void failure(JsonGenerator json, @Nullable FailureFact failure) {
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

    private static void customer(JsonGenerator json, @Nullable Customer customer) {
        if (customer == null) {
            json.writeNullProperty("customer");
            return;
        }
        json.writeName("customer");
        json.writeStartObject();
        text(json, "id", customer.getId());
        text(json, "email", customer.getEmail());
        text(json, "ip", customer.getIp());
        text(json, "device", customer.getDevice());
        text(json, "country", customer.getCountry());
        json.writeEndObject();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
