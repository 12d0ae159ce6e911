package dev.kassa.view;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of payments and refunds: one put for each change, and one more when it is first seen, for its order. */
final class FactRows {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;

    FactRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void put(PaymentFact payment, byte[] fact) {
        Bytes key = ViewKeys.payment(payment.getMerchantId(), payment.getId());
        put(key, payment.getSequence(), fact, payment.getMerchantId(), payment.getOrderNo(), payment.getId());
    }

    void put(RefundFact refund, byte[] fact) {
        Bytes key = ViewKeys.refund(refund.getMerchantId(), refund.getId());
        put(key, refund.getSequence(), fact, refund.getMerchantId(), refund.getOrderNo(), refund.getId());
    }

    private void put(Bytes key, long sequence, byte[] fact, String merchantId, String orderNo, String id) {
        byte[] kept = store.get(key);
        if (kept != null && Stamped.sequence(kept) >= sequence) {
            return;
        }
        if (kept == null) {
            // before the fact itself: if only one of them is kept, it is this one, and the fact comes again
            store.put(ViewKeys.inOrder(merchantId, orderNo, id), NOTHING);
        }
        store.put(key, Stamped.of(sequence, fact));
    }
}
