package dev.kassa.core;

import dev.kassa.avro.SlidingState;
import dev.kassa.risk.SlidingCount;
import dev.kassa.schema.AvroCodec;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * How often each address, device, customer and merchant paid of late. All of it is in memory, so that no look-up reads the
 * store; the store is for the next start. What has not been counted for longest goes when there is too much, or when its
 * window is over. Not thread-safe.
 */
final class Counts {
    /** How many are kept, of all kinds. */
    static final int KEPT_MAX = 100_000;

    private static final Bytes FIRST = Keys.of("");
    private static final Bytes AFTER_LAST = Bytes.wrap(new byte[] {(byte) 0xFF});

    private final KeyValues store;
    private final AvroCodec<SlidingState> codec;

    /** In the order in which they were counted last. */
    private final Map<Bytes, SlidingCount> kept = new LinkedHashMap<>();

    private long touched;

    Counts(KeyValues store, AvroCodec<SlidingState> codec) {
        this.store = store;
        this.codec = codec;
        record Stored(Bytes key, SlidingState state) {}
        List<Stored> stored = store.scan(FIRST, AFTER_LAST, Integer.MAX_VALUE).stream()
                .map(entry -> new Stored(entry.key(), codec.decode(entry.value())))
                .sorted(Comparator.comparingLong(each -> each.state.getTouched()))
                .toList();
        for (Stored each : stored) {
            SlidingState state = each.state;
            kept.put(
                    each.key,
                    SlidingCount.of(
                            new SlidingCount.Kept(state.getWindowMs(), state.getBucket(), state.getCounts()),
                            state.getWindowMs()));
            touched = state.getTouched();
        }
    }

    /** Counts one more, and says how many there are in the window then. */
    int countWith(Bytes key, long nowMs, long windowMs) {
        SlidingCount count = kept.remove(key);
        if (count == null) {
            count = new SlidingCount(windowMs);
        } else if (count.windowMs() != windowMs) {
            count = SlidingCount.of(count.kept(), windowMs);
        }
        int total = count.countWith(nowMs);
        kept.put(key, count);
        SlidingCount.Kept now = count.kept();
        touched++;
        store.put(key, codec.encode(new SlidingState(touched, now.windowMs(), now.latest(), now.counts())));
        if (kept.size() > KEPT_MAX) {
            drop(kept.entrySet().iterator());
        }
        return total;
    }

    /** Lets go of what is not in any window any more, at most so many. */
    void forget(long nowMs, int most) {
        Iterator<Map.Entry<Bytes, SlidingCount>> eldest = kept.entrySet().iterator();
        for (int i = 0; i < most && eldest.hasNext(); i++) {
            Map.Entry<Bytes, SlidingCount> entry = eldest.next();
            if (entry.getValue().count(nowMs) > 0) {
                return;
            }
            store.delete(entry.getKey());
            eldest.remove();
        }
    }

    private void drop(Iterator<Map.Entry<Bytes, SlidingCount>> eldest) {
        store.delete(eldest.next().getKey());
        eldest.remove();
    }
}
