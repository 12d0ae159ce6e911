package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.port.Latency;
import dev.kassa.port.Queries.TrialBalance;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The data of live events. */
public final class LiveJson {
    private static final int MEDIAN = 500;
    private static final int P99 = 990;

    private LiveJson() {}

    /** What a currency saw in a beat. */
    public record Flow(
            String currency, long created, long succeeded, long failed, long amount, long refunds, long refunded) {}

    /** What changed last in a beat, of each kind the last one first. */
    public record Changed(
            List<PaymentFact> payments,
            List<RefundFact> refunds,
            List<SettlementFact> settlements,
            List<WithdrawalFact> withdrawals) {}

    /**
     * A beat.
     *
     * @param channels payments that succeeded, by channel
     * @param latency of the last minute, in the buckets of {@link Latency}
     */
    public static byte[] beat(
            long atMs, List<Flow> flows, Map<String, Long> channels, List<Long> latency, Changed changed) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("at", time(atMs));
            json.writeName("flow");
            json.writeStartArray();
            flows.forEach(flow -> write(json, flow));
            json.writeEndArray();
            json.writeName("channels");
            json.writeStartObject();
            channels.forEach(json::writeNumberProperty);
            json.writeEndObject();
            number(json, "latency_p50_ms", Latency.quantile(latency, MEDIAN));
            number(json, "latency_p99_ms", Latency.quantile(latency, P99));
            array(json, "payments", changed.payments, LiveJson::payment);
            array(json, "refunds", changed.refunds, LiveJson::refund);
            array(json, "settlements", changed.settlements, LiveJson::settlement);
            array(json, "withdrawals", changed.withdrawals, LiveJson::withdrawal);
            json.writeEndObject();
        });
    }

    /** What pages may want to read again. */
    public static byte[] changed(List<String> what) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("what");
            json.writeStartArray();
            what.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** How the ledger stands. */
    public static byte[] proof(TrialBalance balance) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("healthy", balance.healthy());
            json.writeStringProperty("position", balance.position());
            json.writeName("currencies");
            json.writeStartArray();
            balance.currencies().forEach(currency -> {
                json.writeStartObject();
                json.writeStringProperty("currency", currency.currency());
                json.writeNumberProperty("debits", currency.debits());
                json.writeNumberProperty("credits", currency.credits());
                json.writeNumberProperty("difference", currency.difference());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Flow flow) {
        json.writeStartObject();
        json.writeStringProperty("currency", flow.currency);
        json.writeNumberProperty("created", flow.created);
        json.writeNumberProperty("succeeded", flow.succeeded);
        json.writeNumberProperty("failed", flow.failed);
        json.writeNumberProperty("amount", flow.amount);
        json.writeNumberProperty("refunds", flow.refunds);
        json.writeNumberProperty("refunded", flow.refunded);
        json.writeEndObject();
    }

    private static <F> void array(JsonGenerator json, String name, List<F> facts, BiConsumer<JsonGenerator, F> each) {
        json.writeName(name);
        json.writeStartArray();
        for (F fact : facts) {
            json.writeStartObject();
            each.accept(json, fact);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void payment(JsonGenerator json, PaymentFact payment) {
        json.writeStringProperty("id", payment.getId());
        json.writeStringProperty("merchant_id", payment.getMerchantId());
        json.writeStringProperty("order_no", payment.getOrderNo());
        json.writeNumberProperty("amount", payment.getAmount());
        json.writeStringProperty("currency", payment.getCurrency());
        json.writeStringProperty("status", word(payment.getStatus()));
        json.writeStringProperty("channel", payment.getChannel());
        json.writeStringProperty("risk", payment.getRisk().getDecision());
        text(
                json,
                "failure",
                payment.getFailure() == null ? null : payment.getFailure().getCode());
        json.writeStringProperty("updated_at", time(payment.getUpdatedAtMs()));
    }

    private static void refund(JsonGenerator json, RefundFact refund) {
        json.writeStringProperty("id", refund.getId());
        json.writeStringProperty("merchant_id", refund.getMerchantId());
        json.writeStringProperty("refund_no", refund.getRefundNo());
        json.writeNumberProperty("amount", refund.getAmount());
        json.writeStringProperty("currency", refund.getCurrency());
        json.writeStringProperty("status", word(refund.getStatus()));
        json.writeStringProperty("updated_at", time(refund.getUpdatedAtMs()));
    }

    private static void settlement(JsonGenerator json, SettlementFact settlement) {
        json.writeStringProperty("id", settlement.getId());
        json.writeStringProperty("merchant_id", settlement.getMerchantId());
        json.writeStringProperty("currency", settlement.getCurrency());
        json.writeStringProperty(
                "business_date",
                LocalDate.ofEpochDay(settlement.getBusinessDate()).toString());
        json.writeNumberProperty("net", settlement.getNet());
        json.writeStringProperty("status", word(settlement.getStatus()));
        json.writeStringProperty("updated_at", time(settlement.getUpdatedAtMs()));
    }

    private static void withdrawal(JsonGenerator json, WithdrawalFact withdrawal) {
        json.writeStringProperty("id", withdrawal.getId());
        json.writeStringProperty("merchant_id", withdrawal.getMerchantId());
        json.writeStringProperty("withdrawal_no", withdrawal.getWithdrawalNo());
        json.writeNumberProperty("amount", withdrawal.getAmount());
        json.writeStringProperty("currency", withdrawal.getCurrency());
        json.writeStringProperty("status", word(withdrawal.getStatus()));
        json.writeStringProperty("updated_at", time(withdrawal.getUpdatedAtMs()));
    }

    private static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
