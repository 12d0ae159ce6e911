package dev.kassa.core;

import dev.kassa.avro.OrderState;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentState;
import dev.kassa.payment.Payment;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payments and orders of the partition. Those opened of late that are still under way are kept in memory as well: each
 * is asked for once more within the second, when the channel has answered. Not thread-safe.
 */
final class Payments {
    private static final int YOUNG_MAX = 8_192;
    private static final int LOOKED_AT_MAX = 50_000;

    private final KeyValues payments;
    private final KeyValues orders;
    private final AvroCodec<PaymentState> paymentCodec;
    private final AvroCodec<OrderState> orderCodec;

    /** What is under way of all that was opened at or after {@link #youngSinceMs}, as it was opened. */
    private final Map<String, HeldPayment> young = new LinkedHashMap<>();

    private long youngSinceMs = Long.MAX_VALUE;

    Payments(
            KeyValues payments,
            KeyValues orders,
            AvroCodec<PaymentState> paymentCodec,
            AvroCodec<OrderState> orderCodec) {
        this.payments = payments;
        this.orders = orders;
        this.paymentCodec = paymentCodec;
        this.orderCodec = orderCodec;
    }

    /** The payment of an id, if it is this merchant's. */
    @Nullable
    HeldPayment find(String merchantId, String id) {
        HeldPayment held = find(id);
        return held == null || !held.payment().terms().merchantId().equals(merchantId) ? null : held;
    }

    @Nullable
    HeldPayment find(String id) {
        HeldPayment held = young.get(id);
        if (held != null) {
            return held;
        }
        byte[] stored = payments.get(Keys.of(id));
        return stored == null ? null : PaymentCodec.held(paymentCodec.decode(stored));
    }

    /** @param nowMs when it comes to stand so */
    void put(HeldPayment held, PaymentFact fact, long nowMs) {
        payments.put(Keys.of(held.payment().id()), paymentCodec.encode(PaymentCodec.state(held, fact)));
        note(held, nowMs);
    }

    private void note(HeldPayment held, long nowMs) {
        Payment payment = held.payment();
        if (payment.pending() == null) {
            young.remove(payment.id());
            return;
        }
        if (young.size() >= YOUNG_MAX) {
            young.clear();
            youngSinceMs = Long.MAX_VALUE;
        }
        if (youngSinceMs == Long.MAX_VALUE) {
            // Whatever was opened before, and in this very millisecond, may be under way without being known here.
            youngSinceMs = nowMs + 1;
        }
        if (payment.createdAtMs() >= youngSinceMs) {
            young.put(payment.id(), held);
        }
    }

    /** The payments of an order, oldest first. */
    List<HeldPayment> ofOrder(String merchantId, String orderNo) {
        byte[] stored = orders.get(Keys.of(merchantId, orderNo));
        if (stored == null) {
            return List.of();
        }
        List<HeldPayment> attempts = new ArrayList<>();
        for (String id : orderCodec.decode(stored).getPaymentIds()) {
            HeldPayment held = find(id);
            if (held == null) {
                throw new IllegalStateException("order " + orderNo + " names payment " + id + ", which is not there");
            }
            attempts.add(held);
        }
        return attempts;
    }

    void putOrder(String merchantId, String orderNo, List<HeldPayment> attempts, String newPaymentId) {
        List<String> ids = new ArrayList<>(attempts.size() + 1);
        attempts.forEach(attempt -> ids.add(attempt.payment().id()));
        ids.add(newPaymentId);
        orders.put(Keys.of(merchantId, orderNo), orderCodec.encode(new OrderState(ids)));
    }

    /**
     * What a look at the payments of some span of time saw.
     *
     * @param underWay those that have no conclusive answer yet
     * @param toMs the span's end, or less where it held too many for one look: go on from there, looking twice at the last
     */
    record Look(List<HeldPayment> underWay, long toMs) {}

    /** Looks at the payments that were opened from a moment up to another. The next look is at what came after. */
    Look openedBetween(long fromMs, long toMs) {
        Look look = fromMs >= youngSinceMs ? lookAtYoung(fromMs, toMs) : lookIntoStore(fromMs, toMs);
        young.values().removeIf(held -> held.payment().createdAtMs() < look.toMs());
        return look;
    }

    private Look lookAtYoung(long fromMs, long toMs) {
        List<HeldPayment> underWay = new ArrayList<>();
        for (HeldPayment held : young.values()) {
            long createdAtMs = held.payment().createdAtMs();
            if (createdAtMs >= fromMs && createdAtMs < toMs) {
                underWay.add(held);
            }
        }
        return new Look(underWay, toMs);
    }

    private Look lookIntoStore(long fromMs, long toMs) {
        var from = Keys.of(Ids.lowest(Ids.PAYMENT, fromMs));
        var to = Keys.of(Ids.lowest(Ids.PAYMENT, toMs));
        List<KeyValues.Entry> found = payments.scan(from, to, LOOKED_AT_MAX);
        List<HeldPayment> underWay = new ArrayList<>();
        long lastMs = fromMs;
        for (KeyValues.Entry entry : found) {
            HeldPayment held = PaymentCodec.held(paymentCodec.decode(entry.value()));
            lastMs = held.payment().createdAtMs();
            if (held.payment().pending() != null) {
                underWay.add(held);
            }
        }
        return new Look(underWay, found.size() < LOOKED_AT_MAX ? toMs : lastMs);
    }
}
