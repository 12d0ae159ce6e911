package dev.kassa.query;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Payments of a merchant, newest first, from one kind of row. For one thread. */
interface Candidates extends AutoCloseable {
    /** The next one; null after the last. A row that leads to no payment any more is passed over. */
    @Nullable
    PaymentFact next();

    @Override
    void close();

    /** Those created within a span, by their own rows; both bounds are keys, the second is not included. */
    static Candidates byCreation(Rows rows, Bytes from, Bytes before) {
        return of(rows, from, before, row -> rows.codecs().payments().decode(Stamped.fact(row.value)));
    }

    /** Those in a status that were created within a span. */
    static Candidates byStatus(Rows rows, String merchantId, PaymentStatusCode status, String fromId, String beforeId) {
        Bytes begin = ViewKeys.status(merchantId, status, "");
        return of(
                rows,
                ViewKeys.status(merchantId, status, fromId),
                ViewKeys.status(merchantId, status, beforeId),
                row -> rows.payment(merchantId, ViewKeys.lastPart(row.key, begin)));
    }

    /** Those that took place at another time than they were created, within a span. */
    static Candidates byOccurrence(Rows rows, String merchantId, long fromMs, long beforeMs, String beforeId) {
        return of(
                rows,
                ViewKeys.occurred(merchantId, fromMs, ""),
                ViewKeys.occurred(merchantId, beforeMs, beforeId),
                row -> rows.payment(
                        merchantId, ViewKeys.occurred(row.key, merchantId).paymentId()));
    }

    /** Those of two kinds of row, as one; the later one first. */
    static Candidates merged(Candidates one, Candidates other) {
        return new MergedCandidates(one, other);
    }

    private static Candidates of(
            Rows rows, Bytes from, Bytes before, Function<KeyValue<Bytes, byte[]>, @Nullable PaymentFact> read) {
        if (from.compareTo(before) >= 0) {
            return new Candidates() {
                @Override
                public @Nullable PaymentFact next() {
                    return null;
                }

                @Override
                public void close() {}
            };
        }
        KeyValueIterator<Bytes, byte[]> newestFirst = rows.store().reverseRange(from, before);
        return new Candidates() {
            @Override
            public @Nullable PaymentFact next() {
                while (newestFirst.hasNext()) {
                    KeyValue<Bytes, byte[]> row = newestFirst.next();
                    PaymentFact payment = row.key.equals(before) ? null : read.apply(row);
                    if (payment != null) {
                        return payment;
                    }
                }
                return null;
            }

            @Override
            public void close() {
                newestFirst.close();
            }
        };
    }

    /** The smallest id of a payment that is created at a moment or later. */
    static String lowestId(long timeMs) {
        return Ids.lowest(Ids.PAYMENT, Math.clamp(timeMs, 0, (1L << 48) - 1));
    }
}
