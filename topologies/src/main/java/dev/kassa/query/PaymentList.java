package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.PaymentFact;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.PaymentPage;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * One page of a merchant's payments, newest first. Ids sort by creation, so the list is the payments' own rows read
 * backwards, and a cursor, the id that the page ended on, stays where it is whatever comes in afterwards.
 */
final class PaymentList {
    /** A filter that hardly anything passes must not make one call read a merchant's whole history. */
    private static final int EXAMINED_MAX = 10_000;

    private static final int LIMIT_MAX = 500;
    private static final long TIME_MAX_MS = (1L << 48) - 1;

    private final String merchantId;
    private final PaymentFilter filter;
    private final Bytes oldest;
    private final Bytes before;

    PaymentList(String merchantId, PaymentFilter filter) {
        if (filter.limit() < 1 || filter.limit() > LIMIT_MAX) {
            throw new IllegalArgumentException("a limit of " + filter.limit() + " is not in 1.." + LIMIT_MAX);
        }
        this.merchantId = merchantId;
        this.filter = filter;
        this.oldest = firstOf(filter.fromMs());
        Bytes end = firstOf(filter.toMs());
        String cursor = filter.cursor();
        Bytes last = cursor == null ? end : ViewKeys.payment(merchantId, idOf(cursor));
        this.before = last.compareTo(end) < 0 ? last : end;
    }

    PaymentPage page(Rows rows) {
        List<PaymentFact> page = new ArrayList<>();
        if (oldest.compareTo(before) >= 0) {
            return new PaymentPage(page, null);
        }
        int examined = 0;
        try (KeyValueIterator<Bytes, byte[]> newestFirst = rows.store().reverseRange(oldest, before)) {
            while (newestFirst.hasNext()) {
                var row = newestFirst.next();
                if (row.key.equals(before)) {
                    continue;
                }
                PaymentFact payment = rows.codecs().payments().decode(Stamped.fact(row.value));
                if (wanted(payment)) {
                    page.add(payment);
                }
                if (page.size() == filter.limit() || ++examined == EXAMINED_MAX) {
                    return new PaymentPage(page, newestFirst.hasNext() ? cursorAt(payment.getId()) : null);
                }
            }
        }
        return new PaymentPage(page, null);
    }

    private boolean wanted(PaymentFact payment) {
        return (filter.status() == null
                        || payment.getStatus().name().toLowerCase(Locale.ROOT).equals(filter.status()))
                && (filter.channel() == null || payment.getChannel().equals(filter.channel()));
    }

    private Bytes firstOf(long timeMs) {
        long within = Math.clamp(timeMs, 0, TIME_MAX_MS);
        return ViewKeys.payment(merchantId, Ids.lowest(Ids.PAYMENT, within));
    }

    private static String cursorAt(String paymentId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(paymentId.getBytes(UTF_8));
    }

    private static String idOf(String cursor) {
        String id = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        if (!id.startsWith(Ids.PAYMENT) || id.length() != Ids.PAYMENT.length() + Ids.LENGTH) {
            throw new IllegalArgumentException("not a cursor of a list of payments");
        }
        return id;
    }
}
