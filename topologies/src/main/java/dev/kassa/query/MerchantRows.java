package dev.kassa.query;

import dev.kassa.avro.DossierKind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schema.Ids;
import dev.kassa.view.ViewKeys;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The rows of one kind of one merchant, in the order of their places: the moment of creation, in milliseconds, or the sequence
 * of an entry.
 *
 * @param key the smallest key of a place
 */
record MerchantRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, LongFunction<Bytes> key, ToLongFunction<Bytes> place) {
    /** No id is of a later moment. */
    private static final long ID_MS_MAX = (1L << 48) - 1;

    private static final long SEQUENCE_MAX = Long.MAX_VALUE >> 2;

    /**
     * About how many rows a snapshot will read of one merchant; of a business time it may be fewer that are wanted.
     * {@link Long#MAX_VALUE}: not known, as it is of every merchant, or of balances, which are few.
     */
    static long estimate(Question question, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        String merchantId = question.merchantId();
        if (merchantId == null) {
            return Long.MAX_VALUE;
        }
        boolean created = question.time() == Time.PROCESSING;
        long fromMs = created ? Math.clamp(question.fromMs(), 0, ID_MS_MAX) : 0;
        long toMs = created ? Math.clamp(question.toMs(), fromMs, ID_MS_MAX) : ID_MS_MAX;
        return switch (SnapshotRows.stored(question)) {
            case PAYMENTS ->
                byId(store, Ids.PAYMENT, id -> ViewKeys.payment(merchantId, id)).count(fromMs, toMs);
            case REFUNDS ->
                byId(store, Ids.REFUND, id -> ViewKeys.refund(merchantId, id)).count(fromMs, toMs);
            case SETTLEMENTS ->
                byId(store, Ids.SETTLEMENT, id -> ViewKeys.dossier(DossierKind.SETTLEMENT, merchantId, id))
                        .count(fromMs, toMs);
            case ENTRIES ->
                new MerchantRows(store, sequence -> ViewKeys.entry(merchantId, sequence), ViewKeys::lastNumber)
                        .count(0, SEQUENCE_MAX);
            case BALANCES -> Long.MAX_VALUE;
        };
    }

    private interface KeyOfId {
        Bytes of(String id);
    }

    private static MerchantRows byId(ReadOnlyKeyValueStore<Bytes, byte[]> store, String prefix, KeyOfId key) {
        Bytes beginning = key.of("");
        return new MerchantRows(
                store,
                ms -> key.of(Ids.lowest(prefix, Math.min(ms, ID_MS_MAX))),
                row -> Ids.createdAtMs(ViewKeys.lastPart(row, beginning)));
    }

    private long count(long from, long before) {
        try (KeyValueIterator<Bytes, byte[]> first = store.range(key.apply(from), key.apply(before));
                KeyValueIterator<Bytes, byte[]> last = store.reverseRange(key.apply(from), key.apply(before))) {
            return first.hasNext() && last.hasNext()
                    ? RowEstimate.of(
                            place.applyAsLong(first.next().key), place.applyAsLong(last.next().key), this::look)
                    : 0;
        }
    }

    private RowEstimate.Seen look(long from, long before, int most) {
        int rows = 0;
        long lastPlace = from;
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(key.apply(from), key.apply(before))) {
            while (rows < most && stored.hasNext()) {
                long at = place.applyAsLong(stored.next().key);
                if (at >= before) {
                    break;
                }
                lastPlace = at;
                rows++;
            }
        }
        return new RowEstimate.Seen(rows, lastPlace);
    }
}
