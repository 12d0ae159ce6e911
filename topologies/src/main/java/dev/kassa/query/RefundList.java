package dev.kassa.query;

import dev.kassa.avro.ListRefunds;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** One page of a merchant's refunds, newest first. */
final class RefundList {
    private static final long TIME_MAX_MS = (1L << 48) - 1;

    private final ListRefunds asked;
    private final String from;
    private final String before;

    /** @throws IllegalArgumentException where the cursor is not one of ours */
    RefundList(ListRefunds asked) {
        this.asked = asked;
        Cursor cursor = Cursor.of(asked.getCursor(), Ids.REFUND);
        from = lowestId(asked.getFromMs());
        String end = lowestId(asked.getToMs());
        before = cursor == null || cursor.id().compareTo(end) > 0 ? end : cursor.id();
    }

    /** @param nextCursor null after the last */
    record Page(List<RefundFact> data, @Nullable String nextCursor) {}

    Page page(Rows rows) {
        return asked.getPaymentId() == null ? all(rows) : ofPayment(rows, asked.getPaymentId());
    }

    private Page all(Rows rows) {
        List<RefundFact> page = new ArrayList<>();
        Bytes first = ViewKeys.refund(asked.getMerchantId(), from);
        Bytes end = ViewKeys.refund(asked.getMerchantId(), before);
        if (first.compareTo(end) >= 0) {
            return new Page(page, null);
        }
        try (KeyValueIterator<Bytes, byte[]> newestFirst = rows.store().reverseRange(first, end)) {
            int examined = 0;
            while (newestFirst.hasNext()) {
                var row = newestFirst.next();
                if (row.key.equals(end)) {
                    continue;
                }
                RefundFact refund = rows.codecs().refunds().decode(Stamped.fact(row.value));
                if (wanted(refund)) {
                    page.add(refund);
                }
                if (page.size() == asked.getLimit() || ++examined == PaymentList.EXAMINED_MAX) {
                    return new Page(page, newestFirst.hasNext() ? endedAt(refund) : null);
                }
            }
        }
        return new Page(page, null);
    }

    /** They are few: those of the payment's order. */
    private Page ofPayment(Rows rows, String paymentId) {
        PaymentFact payment = rows.payment(asked.getMerchantId(), paymentId);
        List<RefundFact> refunds = new ArrayList<>();
        if (payment != null) {
            Bytes ofOrder = ViewKeys.order(asked.getMerchantId(), payment.getOrderNo());
            rows.eachBeginning(ofOrder, (key, _) -> {
                String id = ViewKeys.lastPart(key, ofOrder);
                RefundFact refund = id.startsWith(Ids.REFUND) && id.compareTo(from) >= 0 && id.compareTo(before) < 0
                        ? rows.refund(asked.getMerchantId(), id)
                        : null;
                if (refund != null && refund.getPaymentId().equals(paymentId) && wanted(refund)) {
                    refunds.add(refund);
                }
            });
        }
        Collections.reverse(refunds);
        return refunds.size() <= asked.getLimit()
                ? new Page(refunds, null)
                : new Page(refunds.subList(0, asked.getLimit()), endedAt(refunds.get(asked.getLimit() - 1)));
    }

    private boolean wanted(RefundFact refund) {
        return asked.getStatus() == null
                || refund.getStatus().name().toLowerCase(Locale.ROOT).equals(asked.getStatus());
    }

    private static String endedAt(RefundFact refund) {
        return new Cursor(refund.getCreatedAtMs(), refund.getId()).text();
    }

    private static String lowestId(long timeMs) {
        return Ids.lowest(Ids.REFUND, Math.clamp(timeMs, 0, TIME_MAX_MS));
    }
}
