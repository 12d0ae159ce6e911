package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.port.Queries.BalanceView;
import dev.kassa.port.Queries.OrderView;
import dev.kassa.port.Queries.PaymentPage;
import dev.kassa.port.Queries.RefundPage;
import dev.kassa.port.Queries.TrialBalance;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What views answer, as callers see it. */
public final class ViewJson {
    private ViewJson() {}

    public static byte[] order(OrderView order) {
        return Json.bytes(json -> write(json, order));
    }

    public static byte[] page(PaymentPage page) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", page.data(), FactJson::write);
            text(json, "next_cursor", page.nextCursor());
            json.writeEndObject();
        });
    }

    public static byte[] page(RefundPage page) {
        return page(page.data(), page.nextCursor(), FactJson::write);
    }

    /** A page of anything. */
    public static <T> byte[] page(List<T> data, @Nullable String nextCursor, BiConsumer<JsonGenerator, T> writer) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", data, writer);
            text(json, "next_cursor", nextCursor);
            json.writeEndObject();
        });
    }

    /** A lookup: what was found by key, and the keys of which nothing was, both in the order of asking. */
    public static <T> byte[] found(List<String> keys, Map<String, T> found, BiConsumer<JsonGenerator, T> writer) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("results");
            json.writeStartObject();
            for (String key : keys) {
                T value = found.get(key);
                if (value != null) {
                    json.writeName(key);
                    writer.accept(json, value);
                }
            }
            json.writeEndObject();
            List<String> failed =
                    keys.stream().filter(key -> !found.containsKey(key)).toList();
            array(json, "failed", failed, JsonGenerator::writeString);
            json.writeEndObject();
        });
    }

    public static byte[] balances(List<BalanceView> balances) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", balances, (out, balance) -> {
                out.writeStartObject();
                out.writeStringProperty("currency", balance.currency());
                out.writeNumberProperty("pending", balance.pending());
                out.writeNumberProperty("available", balance.available());
                out.writeNumberProperty("reserve", balance.reserve());
                out.writeNumberProperty("in_transit", balance.inTransit());
                out.writeNumberProperty("refund_hold", balance.refundHold());
                out.writeNumberProperty("dispute_hold", balance.disputeHold());
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    public static byte[] trialBalance(TrialBalance balance) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", balance.currencies(), ViewJson::write);
            json.writeStringProperty("position", balance.position());
            json.writeBooleanProperty("healthy", balance.healthy());
            json.writeEndObject();
        });
    }

    public static byte[] entries(List<EntryFact> entries) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", entries, ViewJson::write);
            json.writeEndObject();
        });
    }

    /** Writes a payment as an element of something larger. */
    public static void payment(JsonGenerator json, PaymentFact payment) {
        FactJson.write(json, payment);
    }

    /** Writes a refund as an element of something larger. */
    public static void refund(JsonGenerator json, dev.kassa.avro.RefundFact refund) {
        FactJson.write(json, refund);
    }

    /** Writes a merchant, without any key, as an element of something larger. */
    public static void merchant(JsonGenerator json, dev.kassa.avro.MerchantFact merchant) {
        FactJson.write(json, merchant, null);
    }

    /** Writes an order as an element of something larger. */
    public static void order(JsonGenerator json, OrderView order) {
        write(json, order);
    }

    private static void write(JsonGenerator json, OrderView order) {
        json.writeStartObject();
        json.writeStringProperty("order_no", order.orderNo());
        json.writeStringProperty("object", "order");
        json.writeStringProperty("status", OrderStatus.of(order.payments()).code());
        array(json, "payments", order.payments(), FactJson::write);
        array(json, "refunds", order.refunds(), FactJson::write);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, TrialBalance.CurrencyRow row) {
        json.writeStartObject();
        json.writeStringProperty("currency", row.currency());
        json.writeNumberProperty("debits", row.debits());
        json.writeNumberProperty("credits", row.credits());
        json.writeNumberProperty("difference", row.difference());
        array(json, "accounts", row.accounts(), (out, account) -> {
            out.writeStartObject();
            out.writeStringProperty("account", account.account());
            out.writeNumberProperty("debits", account.debits());
            out.writeNumberProperty("credits", account.credits());
            out.writeNumberProperty("balance", account.balance());
            out.writeEndObject();
        });
        json.writeEndObject();
    }

    /** Writes a journal entry as an element of something larger. */
    public static void entry(JsonGenerator json, EntryFact entry) {
        write(json, entry);
    }

    private static void write(JsonGenerator json, EntryFact entry) {
        json.writeStartObject();
        json.writeStringProperty("id", entry.getId());
        json.writeStringProperty("object", "entry");
        json.writeStringProperty("merchant_id", entry.getMerchantId());
        json.writeStringProperty("kind", entry.getKind());
        text(json, "payment_id", entry.getPaymentId());
        text(json, "refund_id", entry.getRefundId());
        text(json, "withdrawal_id", entry.getWithdrawalId());
        text(json, "settlement_id", entry.getSettlementId());
        Integer date = entry.getSettlementDate();
        text(json, "settlement_date", date == null ? null : MoneyJson.date(date));
        Integer businessDate = entry.getBusinessDate();
        text(json, "business_date", businessDate == null ? null : MoneyJson.date(businessDate));
        array(json, "legs", entry.getLegs(), ViewJson::write);
        json.writeStringProperty("occurred_at", time(entry.getOccurredAtMs()));
        json.writeStringProperty("posted_at", time(entry.getPostedAtMs()));
        json.writeNumberProperty("partition", entry.getPartition());
        json.writeNumberProperty("sequence", entry.getSequence());
        json.writeStringProperty("previous_hash", hex(entry.getPreviousHash()));
        json.writeStringProperty("hash", hex(entry.getHash()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, LegFact leg) {
        json.writeStartObject();
        json.writeStringProperty("account", leg.getAccount());
        json.writeStringProperty("currency", leg.getCurrency());
        json.writeNumberProperty("debit", leg.getDebit());
        json.writeNumberProperty("credit", leg.getCredit());
        json.writeEndObject();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static <T> void array(
            JsonGenerator json, String name, List<T> elements, BiConsumer<JsonGenerator, T> writer) {
        json.writeName(name);
        json.writeStartArray();
        for (T element : elements) {
            writer.accept(json, element);
        }
        json.writeEndArray();
    }
}
