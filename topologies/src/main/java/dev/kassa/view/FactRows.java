package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
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

    /**
     * @param news nothing so late was applied before: the row that is kept, if any, is of an earlier change
     */
    void put(PaymentFact payment, byte[] fact, boolean news) {
        Bytes key = ViewKeys.payment(payment.getMerchantId(), payment.getId());
        Bytes inOrder = ViewKeys.inOrder(payment.getMerchantId(), payment.getOrderNo(), payment.getId());
        boolean opened = payment.getUpdatedAtMs() == payment.getCreatedAtMs();
        byte[] row = Stamped.of(payment.getSequence(), fact);
        if (payment.getReview() != null && (news || isNewer(key, row))) {
            queue(payment);
        }
        put(key, inOrder, row, news, opened);
    }

    /** Before the fact itself, as all rows that follow from it. */
    private void queue(PaymentFact payment) {
        Bytes key = ViewKeys.review(payment.getId());
        if (payment.getStatus() == PaymentStatusCode.REVIEW) {
            store.put(key, payment.getMerchantId().getBytes(UTF_8));
        } else {
            store.put(key, null);
        }
    }

    private boolean isNewer(Bytes key, byte[] row) {
        byte[] kept = store.get(key);
        return kept == null || Stamped.sequence(kept) < Stamped.sequence(row);
    }

    /**
     * @param news nothing so late was applied before
     */
    void put(RefundFact refund, byte[] fact, boolean news) {
        Bytes key = ViewKeys.refund(refund.getMerchantId(), refund.getId());
        Bytes inOrder = ViewKeys.inOrder(refund.getMerchantId(), refund.getOrderNo(), refund.getId());
        boolean opened = refund.getUpdatedAtMs() == refund.getCreatedAtMs();
        put(key, inOrder, Stamped.of(refund.getSequence(), fact), news, opened);
    }

    /** What is news is put without a look at what is kept: the first look at a new key is the dearest read there is. */
    private void put(Bytes key, Bytes inOrder, byte[] row, boolean news, boolean opened) {
        byte[] kept = news ? null : store.get(key);
        if (kept != null && Stamped.sequence(kept) >= Stamped.sequence(row)) {
            return;
        }
        if (news ? opened : kept == null) {
            // before the fact itself: if only one of them is kept, it is this one, and the fact comes again
            store.put(inOrder, NOTHING);
        }
        store.put(key, row);
    }
}
