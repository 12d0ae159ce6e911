package dev.kassa.core;

import dev.kassa.absence.KeyFilter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link KnownKeys} for a store in periods, with a filter for each of the last two. A filter is dropped with its period, and
 * of what is older nothing is known. Not thread-safe.
 */
final class KnownPeriods implements TimedKeyValues, Absences.Learning {
    private static final Logger log = LoggerFactory.getLogger(KnownPeriods.class);
    private static final int HELD = 2;

    private final TimedKeyValues store;
    private final TreeMap<Long, KeyFilter> filters = new TreeMap<>();
    private long unknownToMs = Long.MIN_VALUE;
    private @Nullable Cursor unlearnt;
    private boolean complete;

    KnownPeriods(TimedKeyValues store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(Bytes key, long periodStartMs) {
        return complete && isAbsent(key, periodStartMs) ? null : store.get(key, periodStartMs);
    }

    private boolean isAbsent(Bytes key, long periodStartMs) {
        if (periodStartMs <= unknownToMs) {
            return false;
        }
        KeyFilter filter = filters.get(periodStartMs);
        return filter == null || !filter.mayHold(key.get());
    }

    @Override
    public void put(Bytes key, byte[] value, long periodStartMs) {
        store.put(key, value, periodStartMs);
        know(key, periodStartMs);
    }

    @Override
    public void delete(Bytes key, long periodStartMs) {
        store.delete(key, periodStartMs);
    }

    private void know(Bytes key, long periodStartMs) {
        if (periodStartMs <= unknownToMs) {
            return;
        }
        filters.computeIfAbsent(periodStartMs, start -> new KeyFilter()).add(key.get());
        if (filters.size() > HELD) {
            Map.Entry<Long, KeyFilter> eldest = filters.pollFirstEntry();
            unknownToMs = eldest.getKey();
        }
    }

    @Override
    public Cursor keys() {
        return store.keys();
    }

    @Override
    public int learn(int most) {
        if (complete) {
            return 0;
        }
        if (unlearnt == null) {
            unlearnt = store.keys();
        }
        int learnt = 0;
        try {
            while (learnt < most && unlearnt.hasNext()) {
                TimedKey next = unlearnt.next();
                know(next.key(), next.periodStartMs());
                learnt++;
            }
        } catch (InvalidStateStoreException e) {
            log.debug("a period was dropped while it was learnt: from the beginning again", e);
            close();
            return most;
        }
        if (learnt < most) {
            complete = true;
            close();
        }
        return learnt;
    }

    @Override
    public void close() {
        if (unlearnt != null) {
            unlearnt.close();
            unlearnt = null;
        }
    }
}
