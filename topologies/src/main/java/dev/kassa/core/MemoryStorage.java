package dev.kassa.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The core's stores in memory: what a replay of the log runs on. */
public final class MemoryStorage {
    private MemoryStorage() {}

    /** Empty stores, as a partition has them before its first command. */
    public static CoreStorage empty() {
        return new CoreStorage(
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Ordered(),
                new Periods(),
                new Ordered(),
                new Ordered());
    }

    private static final class Ordered implements KeyValues {
        private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();

        @Override
        public byte @Nullable [] get(Bytes key) {
            return entries.get(key);
        }

        @Override
        public void put(Bytes key, byte[] value) {
            entries.put(key, value);
        }

        @Override
        public void delete(Bytes key) {
            entries.remove(key);
        }

        @Override
        public List<Entry> scan(Bytes from, Bytes to, int most) {
            List<Entry> found = new ArrayList<>();
            for (Map.Entry<Bytes, byte[]> entry : entries.subMap(from, to).entrySet()) {
                if (found.size() == most) {
                    break;
                }
                found.add(new Entry(entry.getKey(), entry.getValue()));
            }
            return found;
        }
    }

    /** Keeps the present period and those before it that the core may still ask for. */
    private static final class Periods implements TimedKeyValues {
        private static final int HELD = 3;

        private final TreeMap<Long, Map<Bytes, byte[]>> periods = new TreeMap<>();

        @Override
        public byte @Nullable [] get(Bytes key, long periodStartMs) {
            Map<Bytes, byte[]> period = periods.get(periodStartMs);
            return period == null ? null : period.get(key);
        }

        @Override
        public void put(Bytes key, byte[] value, long periodStartMs) {
            periods.computeIfAbsent(periodStartMs, start -> new HashMap<>()).put(key, value);
            while (periods.size() > HELD) {
                periods.pollFirstEntry();
            }
        }

        @Override
        public void delete(Bytes key, long periodStartMs) {
            Map<Bytes, byte[]> period = periods.get(periodStartMs);
            if (period != null) {
                period.remove(key);
            }
        }

        @Override
        public Cursor keys() {
            List<TimedKey> all = new ArrayList<>();
            periods.forEach((start, period) -> period.keySet().forEach(key -> all.add(new TimedKey(key, start))));
            return new MemoryCursor(all.iterator());
        }
    }

    private record MemoryCursor(Iterator<TimedKeyValues.TimedKey> keys) implements TimedKeyValues.Cursor {
        @Override
        public boolean hasNext() {
            return keys.hasNext();
        }

        @Override
        public TimedKeyValues.TimedKey next() {
            return keys.next();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
