package dev.kassa.query;

import dev.kassa.avro.ListPayments;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One page of a merchant's payments, newest first, by the kind of row that leads to the fewest others. */
final class PaymentList {
    /** A filter that hardly anything passes must not make one call read a merchant's whole history. */
    static final int EXAMINED_MAX = 10_000;

    private static final Comparator<Stored<PaymentFact>> LATEST_LAST = Comparator.comparing(
            Stored::fact, Comparator.comparingLong(PaymentFact::getOccurredAtMs).thenComparing(PaymentFact::getId));

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
    record Page(List<ByteBuffer> facts, @Nullable String nextCursor) {}

    Page page(Rows rows) {
        List<ByteBuffer> page = new ArrayList<>();
        try (Candidates<Stored<PaymentFact>> candidates = candidates(rows)) {
            int examined = 0;
            for (Stored<PaymentFact> next = candidates.next(); next != null; next = candidates.next()) {
                if (wanted(next.fact())) {
                    page.add(next.bytes());
                }
                if (page.size() == asked.getLimit() || ++examined == EXAMINED_MAX) {
                    return new Page(page, candidates.next() == null ? null : endedAt(next.fact()));
                }
            }
        }
        return new Page(page, null);
    }

    private Candidates<Stored<PaymentFact>> candidates(Rows rows) {
        ListSpan span = ListSpan.of(Ids.PAYMENT, asked.getFromMs(), asked.getToMs(), cursor);
        if (asked.getBusinessTime()) {
            return byBusinessTime(rows, span);
        }
        // Most payments succeed, so that these are found among all as well.
        return status == null || status == PaymentStatusCode.SUCCEEDED
                ? byCreation(rows, span)
                : byStatus(rows, span, status);
    }

    private Candidates<Stored<PaymentFact>> byCreation(Rows rows, ListSpan span) {
        return Candidates.walk(
                rows,
                ViewKeys.payment(asked.getMerchantId(), span.createdFrom()),
                ViewKeys.payment(asked.getMerchantId(), span.createdBefore()),
                row -> rows.payment(Stamped.inPlace(row.value)));
    }

    private Candidates<Stored<PaymentFact>> byStatus(Rows rows, ListSpan span, PaymentStatusCode of) {
        String merchantId = asked.getMerchantId();
        Bytes begin = ViewKeys.status(merchantId, of, "");
        return Candidates.walk(
                rows,
                ViewKeys.status(merchantId, of, span.createdFrom()),
                ViewKeys.status(merchantId, of, span.createdBefore()),
                row -> rows.payment(merchantId, ViewKeys.lastPart(row.key, begin)));
    }

    /** Those whose business time is noted, and those, found by their creation, that took place as they were created. */
    private Candidates<Stored<PaymentFact>> byBusinessTime(Rows rows, ListSpan span) {
        String merchantId = asked.getMerchantId();
        Candidates<Stored<PaymentFact>> noted = Candidates.walk(
                rows,
                ViewKeys.occurred(merchantId, span.fromMs(), ""),
                ViewKeys.occurred(merchantId, span.beforeMs(), span.beforeId()),
                row -> rows.payment(
                        merchantId, ViewKeys.occurred(row.key, merchantId).id()));
        Candidates<Stored<PaymentFact>> asTheyTookPlace = byCreation(rows, span)
                .only(payment ->
                        payment.fact().getOccurredAtMs() == payment.fact().getCreatedAtMs());
        return Candidates.merged(noted, asTheyTookPlace, LATEST_LAST);
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
