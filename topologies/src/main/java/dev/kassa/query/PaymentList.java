package dev.kassa.query;

import dev.kassa.avro.ListPayments;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.schema.Ids;
import dev.kassa.view.ViewKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One page of a merchant's payments, newest first, by the kind of row that leads to the fewest others. */
final class PaymentList {
    /** A filter that hardly anything passes must not make one call read a merchant's whole history. */
    static final int EXAMINED_MAX = 10_000;

    private final ListPayments asked;
    private final @Nullable Cursor cursor;
    private final @Nullable PaymentStatusCode status;

    /** @throws IllegalArgumentException where the cursor is not one of ours */
    PaymentList(ListPayments asked) {
        this.asked = asked;
        this.cursor = Cursor.of(asked.getCursor(), Ids.PAYMENT);
        this.status = asked.getStatus() == null
                ? null
                : PaymentStatusCode.valueOf(asked.getStatus().toUpperCase(Locale.ROOT));
    }

    /** @param nextCursor null after the last */
    record Page(List<PaymentFact> data, @Nullable String nextCursor) {}

    Page page(Rows rows) {
        List<PaymentFact> page = new ArrayList<>();
        try (Candidates candidates = candidates(rows)) {
            int examined = 0;
            for (PaymentFact payment = candidates.next(); payment != null; payment = candidates.next()) {
                if (wanted(payment)) {
                    page.add(payment);
                }
                if (page.size() == asked.getLimit() || ++examined == EXAMINED_MAX) {
                    return new Page(page, candidates.next() == null ? null : endedAt(payment));
                }
            }
        }
        return new Page(page, null);
    }

    private Candidates candidates(Rows rows) {
        if (asked.getBusinessTime()) {
            return byBusinessTime(rows);
        }
        String from = Candidates.lowestId(asked.getFromMs());
        String end = Candidates.lowestId(asked.getToMs());
        String before = cursor == null || cursor.id().compareTo(end) > 0 ? end : cursor.id();
        String merchantId = asked.getMerchantId();
        // Most payments succeed, so that these are found among all as well.
        return status == null || status == PaymentStatusCode.SUCCEEDED
                ? Candidates.byCreation(rows, ViewKeys.payment(merchantId, from), ViewKeys.payment(merchantId, before))
                : Candidates.byStatus(rows, merchantId, status, from, before);
    }

    /** Those whose business time is noted, and those, found by their creation, that took place as they were created. */
    private Candidates byBusinessTime(Rows rows) {
        String merchantId = asked.getMerchantId();
        long fromMs = Math.max(0, asked.getFromMs());
        boolean ends = cursor != null && cursor.atMs() < asked.getToMs();
        long beforeMs = ends && cursor != null ? cursor.atMs() : asked.getToMs();
        String beforeId = ends && cursor != null ? cursor.id() : "";
        return Candidates.merged(
                Candidates.byOccurrence(rows, merchantId, fromMs, beforeMs, beforeId),
                asTheyTookPlace(Candidates.byCreation(
                        rows,
                        ViewKeys.payment(merchantId, Candidates.lowestId(fromMs)),
                        ViewKeys.payment(merchantId, createdBefore(beforeMs, beforeId)))));
    }

    /** The end of the ids that come before a moment and, within it, before an id. */
    private static String createdBefore(long beforeMs, String beforeId) {
        String lowest = Candidates.lowestId(beforeMs);
        if (beforeId.compareTo(lowest) <= 0) {
            return lowest;
        }
        String next = Candidates.lowestId(beforeMs + 1);
        return beforeId.compareTo(next) < 0 ? beforeId : next;
    }

    private static Candidates asTheyTookPlace(Candidates created) {
        return new Candidates() {
            @Override
            public @Nullable PaymentFact next() {
                PaymentFact payment = created.next();
                while (payment != null && payment.getOccurredAtMs() != payment.getCreatedAtMs()) {
                    payment = created.next();
                }
                return payment;
            }

            @Override
            public void close() {
                created.close();
            }
        };
    }

    /** A row may lead to a payment that has another status by now. */
    private boolean wanted(PaymentFact payment) {
        return (status == null || payment.getStatus() == status)
                && (asked.getChannel() == null || payment.getChannel().equals(asked.getChannel()))
                && (asked.getCurrency() == null || payment.getCurrency().equals(asked.getCurrency()));
    }

    private String endedAt(PaymentFact payment) {
        long atMs = asked.getBusinessTime() ? payment.getOccurredAtMs() : payment.getCreatedAtMs();
        return new Cursor(atMs, payment.getId()).text();
    }
}
