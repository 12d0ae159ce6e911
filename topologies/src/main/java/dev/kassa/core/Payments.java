package dev.kassa.core;

import dev.kassa.avro.OrderState;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentState;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payments and orders of the partition. Not thread-safe. */
final class Payments {
    private final KeyValues payments;
    private final KeyValues orders;
    private final AvroCodec<PaymentState> paymentCodec;
    private final AvroCodec<OrderState> orderCodec;

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
        byte[] stored = payments.get(Keys.of(id));
        return stored == null ? null : PaymentCodec.held(paymentCodec.decode(stored));
    }

    void put(HeldPayment held, PaymentFact fact) {
        payments.put(Keys.of(held.payment().id()), paymentCodec.encode(PaymentCodec.state(held, fact)));
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

    /** Payments by their creation, from a moment up to another, at most so many. */
    List<HeldPayment> createdBetween(long fromMs, long toMs, int most) {
        List<HeldPayment> found = new ArrayList<>();
        var from = Keys.of(Ids.lowest(Ids.PAYMENT, fromMs));
        var to = Keys.of(Ids.lowest(Ids.PAYMENT, toMs));
        for (KeyValues.Entry entry : payments.scan(from, to, most)) {
            found.add(PaymentCodec.held(paymentCodec.decode(entry.value())));
        }
        return found;
    }
}
