package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.schema.PaymentStatuses;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of payments and refunds: the fact itself at each change, and, when it is first seen, what it is found by. The
 * fact is put after all rows that follow from it: if only some of them are kept, the fact comes again.
 */
final class FactRows {
    private static final byte[] NOTHING = {0};

    /** Those that a payment may be found in and leave. */
    private static final Set<PaymentStatusCode> LEFT =
            EnumSet.of(PaymentStatusCode.PROCESSING, PaymentStatusCode.REVIEW, PaymentStatusCode.AUTHORIZED);

    private final KeyValueStore<Bytes, byte[]> store;
    private final MerchantMarks marks;

    FactRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.marks = new MerchantMarks(store);
    }

    /**
     * @param news nothing so late was ever put: what is kept, if any, is of an earlier change. It is then not looked at, as the
     *     first look at a new key is the dearest read there is
     */
    void put(PaymentFact payment, byte[] fact, boolean news) {
        String merchantId = payment.getMerchantId();
        Bytes key = ViewKeys.payment(merchantId, payment.getId());
        byte[] row = Stamped.of(payment.getSequence(), fact);
        byte[] kept = news ? null : store.get(key);
        if (kept != null && Stamped.sequence(kept) >= Stamped.sequence(row)) {
            if (Stamped.sequence(kept) == Stamped.sequence(row)) {
                indexAgain(payment);
            }
            return;
        }
        boolean opened = PaymentStatuses.opens(payment);
        if (news ? opened : kept == null) {
            found(payment);
        }
        if (payment.getReview() != null) {
            queue(payment);
        }
        index(payment, news && opened);
        store.put(key, row);
    }

    private void found(PaymentFact payment) {
        String merchantId = payment.getMerchantId();
        store.put(ViewKeys.inOrder(merchantId, payment.getOrderNo(), payment.getId()), NOTHING);
        marks.note(payment.getId(), merchantId);
        if (payment.getOccurredAtMs() != payment.getCreatedAtMs()) {
            store.put(ViewKeys.occurred(merchantId, payment.getOccurredAtMs(), payment.getId()), NOTHING);
        }
    }

    private void queue(PaymentFact payment) {
        boolean waits = payment.getStatus() == PaymentStatusCode.REVIEW;
        store.put(
                ViewKeys.review(payment.getId()),
                waits ? payment.getMerchantId().getBytes(UTF_8) : null);
    }

    /**
     * Moves it from one status to another.
     *
     * @param fresh there certainly is no row of it yet
     */
    private void index(PaymentFact payment, boolean fresh) {
        PaymentStatusCode before = payment.getStatusBefore();
        PaymentStatusCode status = payment.getStatus();
        if (before != status) {
            note(payment, before, null);
            note(payment, status, fresh ? RowStore.FRESH : NOTHING);
        }
    }

    /** The fact was kept and what waited with it may have been lost: it is in its status and in no other that it may have left. */
    private void indexAgain(PaymentFact payment) {
        for (PaymentStatusCode left : LEFT) {
            if (left != payment.getStatus()) {
                note(payment, left, null);
            }
        }
        note(payment, payment.getStatus(), NOTHING);
    }

    private void note(PaymentFact payment, PaymentStatusCode status, byte @Nullable [] value) {
        if (status != PaymentStatusCode.SUCCEEDED && status != PaymentStatusCode.CREATED) {
            store.put(ViewKeys.status(payment.getMerchantId(), status, payment.getId()), value);
        }
    }

    /** The same for a refund. */
    void put(RefundFact refund, byte[] fact, boolean news) {
        String merchantId = refund.getMerchantId();
        Bytes key = ViewKeys.refund(merchantId, refund.getId());
        byte[] row = Stamped.of(refund.getSequence(), fact);
        byte[] kept = news ? null : store.get(key);
        if (kept != null && Stamped.sequence(kept) >= Stamped.sequence(row)) {
            return;
        }
        boolean opened = refund.getStatusBefore() == RefundStatusCode.PENDING;
        if (news ? opened : kept == null) {
            store.put(ViewKeys.inOrder(merchantId, refund.getOrderNo(), refund.getId()), NOTHING);
            marks.note(refund.getId(), merchantId);
            if (refund.getOccurredAtMs() != refund.getCreatedAtMs()) {
                store.put(ViewKeys.refundOccurred(merchantId, refund.getOccurredAtMs(), refund.getId()), NOTHING);
            }
        }
        store.put(key, row);
    }
}
