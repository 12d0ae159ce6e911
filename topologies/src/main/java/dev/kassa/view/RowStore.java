package dev.kassa.view;

import dev.kassa.stream.BufferedStore;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition. Those that stay are written through at once; the few that nearly every fact changes wait in memory
 * for the next commit, so that each is written and logged once for all its changes. {@link ViewKeys#waits} says which.
 *
 * <p>Readers see both as one, and what an iterator sees is what there was when it was opened: Kafka Streams' own cache
 * evicts rows under an open iterator, which then misses them (ADR 23). How far the partition has come is written last of all.
 * One thread writes, any may read.
 */
final class RowStore extends BufferedStore implements KeyValueStore<Bytes, byte[]> {
    /** The value of a row that is put for a key which certainly has none below. */
    static final byte[] FRESH = {1};

    private static final int WAITING_MAX = 20_000;
    private static final BytesSerializer BYTES = new BytesSerializer();

    private final NavigableMap<Bytes, Waiting> waiting = new ConcurrentSkipListMap<>();

    /**
     * A row that waits.
     *
     * @param value null: it is to be deleted
     * @param fresh below there certainly is none of its key
     */
    private record Waiting(byte @Nullable [] value, boolean fresh) {}

    /** @param below where rows stay, and are logged */
    RowStore(KeyValueStore<Bytes, byte[]> below) {
        super(below);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (!ViewKeys.waits(key)) {
            below.put(key, value);
            return;
        }
        Waiting before = waiting.get(key);
        boolean fresh = before == null ? value != null && ViewKeys.isFresh(key, value) : before.fresh;
        if (value == null && fresh) {
            waiting.remove(key);
        } else {
            waiting.put(key, new Waiting(value, fresh));
        }
        if (waiting.size() > WAITING_MAX) {
            flushCache();
        }
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Waiting row = ViewKeys.waits(key) ? waiting.get(key) : null;
        return row == null ? below.get(key) : row.value;
    }

    @Override
    public void flushCache() {
        for (Map.Entry<Bytes, Waiting> row : waiting.entrySet()) {
            if (!row.getKey().equals(ViewKeys.APPLIED)) {
                writeThrough(row.getKey(), row.getValue());
            }
        }
        Waiting applied = waiting.get(ViewKeys.APPLIED);
        if (applied != null) {
            writeThrough(ViewKeys.APPLIED, applied);
        }
    }

    /** A reader finds it below before it is gone from here. */
    private void writeThrough(Bytes key, Waiting row) {
        below.put(key, row.value);
        waiting.remove(key);
    }

    @Override
    public void clearCache() {
        waiting.clear();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return merged(part(from, to), () -> below.range(from, to), false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return merged(part(from, to), () -> below.reverseRange(from, to), true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public <P extends Serializer<K>, K> KeyValueIterator<Bytes, byte[]> prefixScan(K prefix, P serializer) {
        Bytes from = Bytes.wrap(serializer.serialize(null, prefix));
        return merged(part(from, Bytes.increment(from)), () -> below.prefixScan(from, BYTES), false);
    }

    private NavigableMap<Bytes, Waiting> part(@Nullable Bytes from, @Nullable Bytes to) {
        if (from != null && to != null && from.compareTo(to) > 0) {
            return new ConcurrentSkipListMap<>();
        }
        NavigableMap<Bytes, Waiting> part = from == null ? waiting : waiting.tailMap(from, true);
        return to == null ? part : part.headMap(to, true);
    }

    private interface Opening {
        KeyValueIterator<Bytes, byte[]> open();
    }

    /** What waits is copied first: a row that is written through meanwhile is then seen twice, and never not at all. */
    private static KeyValueIterator<Bytes, byte[]> merged(
            NavigableMap<Bytes, Waiting> part, Opening below, boolean backwards) {
        if (part.isEmpty()) {
            return below.open();
        }
        List<KeyValue<Bytes, byte[]>> rows = (backwards ? part.descendingMap() : part)
                .entrySet().stream()
                        .map(row -> KeyValue.pair(row.getKey(), row.getValue().value))
                        .toList();
        return new MergedRows(rows, below.open(), backwards);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] there = get(key);
        if (there == null) {
            put(key, value);
        }
        return there;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> rows) {
        rows.forEach(row -> put(row.key, row.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] there = get(key);
        put(key, null);
        return there;
    }

    /** {@link Asked} is answered in one pass; anything else is asked of the rows that stay. */
    @Override
    @SuppressWarnings("unchecked") // An Asked<R> answers an R.
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (query instanceof Asked<?> asked) {
            QueryResult<R> result = QueryResult.forResult((R) asked.read().apply(this));
            result.setPosition(getPosition());
            return result;
        }
        return below.query(query, bound, config);
    }

    @Override
    public long approximateNumEntries() {
        return below.approximateNumEntries() + waiting.size();
    }
}
