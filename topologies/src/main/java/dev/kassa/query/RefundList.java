package dev.kassa.query;

import dev.kassa.avro.ListRefunds;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One page of a merchant's refunds, newest first by the time that is asked for. */
final class RefundList {
    private final ListRefunds asked;
    private final ListSpan span;
    private final Comparator<Stored<RefundFact>> latestLast = Comparator.comparing(
            Stored::fact, Comparator.comparingLong(this::atMs).thenComparing(RefundFact::getId));

    /** @throws IllegalArgumentException where the cursor is not one of ours */
    RefundList(ListRefunds asked) {
        this.asked = asked;
        span = ListSpan.of(Ids.REFUND, asked.getFromMs(), asked.getToMs(), Cursor.of(asked.getCursor(), Ids.REFUND));
    }

    /** @param nextCursor null after the last */
    record Page(List<ByteBuffer> facts, @Nullable String nextCursor) {}

    Page page(Rows rows) {
        List<ByteBuffer> page = new ArrayList<>();
        try (Candidates<Stored<RefundFact>> candidates = candidates(rows)) {
            int examined = 0;
            for (Stored<RefundFact> next = candidates.next(); next != null; next = candidates.next()) {
                if (wanted(next.fact())) {
                    page.add(next.bytes());
                }
                if (page.size() == asked.getLimit() || ++examined == PaymentList.EXAMINED_MAX) {
                    return new Page(page, candidates.next() == null ? null : endedAt(next.fact()));
                }
            }
        }
        return new Page(page, null);
    }

    private Candidates<Stored<RefundFact>> candidates(Rows rows) {
        if (asked.getPaymentId() != null) {
            return ofPayment(rows, asked.getPaymentId());
        }
        return asked.getBusinessTime() ? byBusinessTime(rows) : byCreation(rows);
    }

    private Candidates<Stored<RefundFact>> byCreation(Rows rows) {
        return Candidates.walk(
                rows,
                ViewKeys.refund(asked.getMerchantId(), span.createdFrom()),
                ViewKeys.refund(asked.getMerchantId(), span.createdBefore()),
                row -> rows.refund(Stamped.inPlace(row.value)));
    }

    /** Those whose business time is noted, and those, found by their creation, that took place as they were created. */
    private Candidates<Stored<RefundFact>> byBusinessTime(Rows rows) {
        String merchantId = asked.getMerchantId();
        Candidates<Stored<RefundFact>> noted = Candidates.walk(
                rows,
                ViewKeys.refundOccurred(merchantId, span.fromMs(), ""),
                ViewKeys.refundOccurred(merchantId, span.beforeMs(), span.beforeId()),
                row -> rows.refund(
                        merchantId, ViewKeys.occurred(row.key, merchantId).id()));
        Candidates<Stored<RefundFact>> asTheyTookPlace = byCreation(rows)
                .only(refund -> refund.fact().getOccurredAtMs() == refund.fact().getCreatedAtMs());
        return Candidates.merged(noted, asTheyTookPlace, latestLast);
    }

    /** They are few: those of the payment's order. */
    private Candidates<Stored<RefundFact>> ofPayment(Rows rows, String paymentId) {
        Stored<PaymentFact> payment = rows.payment(asked.getMerchantId(), paymentId);
        List<Stored<RefundFact>> refunds = new ArrayList<>();
        if (payment != null) {
            Bytes ofOrder = ViewKeys.order(asked.getMerchantId(), payment.fact().getOrderNo());
            rows.eachBeginning(ofOrder, (key, _) -> {
                String id = ViewKeys.lastPart(key, ofOrder);
                Stored<RefundFact> refund = id.startsWith(Ids.REFUND) ? rows.refund(asked.getMerchantId(), id) : null;
                if (refund != null
                        && refund.fact().getPaymentId().equals(paymentId)
                        && span.holds(atMs(refund.fact()), id)) {
                    refunds.add(refund);
                }
            });
        }
        refunds.sort(latestLast.reversed());
        Iterator<Stored<RefundFact>> latestFirst = refunds.iterator();
        return new Candidates<>() {
            @Override
            public @Nullable Stored<RefundFact> next() {
                return latestFirst.hasNext() ? latestFirst.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    private boolean wanted(RefundFact refund) {
        return asked.getStatus() == null
                || refund.getStatus().name().toLowerCase(Locale.ROOT).equals(asked.getStatus());
    }

    private long atMs(RefundFact refund) {
        return asked.getBusinessTime() ? refund.getOccurredAtMs() : refund.getCreatedAtMs();
    }

    private String endedAt(RefundFact refund) {
        return new Cursor(atMs(refund), refund.getId()).text();
    }
}
