package dev.kassa.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of the core's stores. All are persistent and logged, so a partition can be taken up anywhere.
 *
 * <p>What changes with every command is spread over few stores, as each is a changelog partition that every commit has to
 * mark, and a RocksDB of its own: the tables of {@link CoreStorage} share a store, told apart by the first byte of a key.
 */
final class CoreStores {
    /** Tables whose entries are written once or twice. */
    static final String STATE = "state";

    /** Tables whose entries change with every command; cached, so that a commit logs each once. */
    static final String BALANCES = "balances";

    /** What was asked under which key, in periods. */
    static final String IDEMPOTENCY = "idempotency";

    private static final Serde<Bytes> KEY = Serdes.Bytes();
    private static final Serde<byte[]> VALUE = Serdes.ByteArray();
    private static final int PERIODS_HELD = 3;

    private CoreStores() {}

    static List<StoreBuilder<?>> builders(Duration idempotencyHold) {
        Duration retention = idempotencyHold.multipliedBy(PERIODS_HELD);
        return List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STATE), KEY, VALUE)
                        .withLoggingEnabled(Map.of())
                        .withCachingDisabled(),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(BALANCES), KEY, VALUE)
                        .withLoggingEnabled(Map.of())
                        .withCachingEnabled(),
                Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(IDEMPOTENCY, retention, idempotencyHold, false),
                                KEY,
                                VALUE)
                        .withLoggingEnabled(Map.of())
                        .withCachingDisabled());
    }

    static CoreStorage open(ProcessorContext<?, ?> context) {
        KeyValueStore<Bytes, byte[]> state = context.getStateStore(STATE);
        KeyValueStore<Bytes, byte[]> balances = context.getStateStore(BALANCES);
        return new CoreStorage(
                new Table(state, (byte) 'm'),
                new Table(state, (byte) 'p'),
                new Table(state, (byte) 'r'),
                new Table(state, (byte) 'o'),
                new Table(state, (byte) 'n'),
                new Table(state, (byte) 'g'),
                new Table(state, (byte) 'v'),
                new Table(balances, (byte) 'b'),
                new Table(state, (byte) 's'),
                new Table(balances, (byte) 'a'),
                new Table(state, (byte) 'w'),
                new Table(state, (byte) 'x'),
                new Table(state, (byte) 'k'),
                new Table(balances, (byte) 't'),
                new Table(state, (byte) 'c'),
                new Table(balances, (byte) 'f'),
                new Periods(context.getStateStore(IDEMPOTENCY)),
                new Table(state, (byte) 'd'),
                new Table(balances, (byte) 'h'));
    }

    /** The entries of a store whose keys begin with a byte. */
    private record Table(KeyValueStore<Bytes, byte[]> store, byte prefix) implements KeyValues {
        @Override
        public byte @Nullable [] get(Bytes key) {
            return store.get(stored(key));
        }

        @Override
        public void put(Bytes key, byte[] value) {
            store.put(stored(key), value);
        }

        @Override
        public void delete(Bytes key) {
            // Kafka Streams' own delete reads the old value first, only to return it.
            store.put(stored(key), null);
        }

        @Override
        public List<Entry> scan(Bytes from, Bytes to, int most) {
            List<Entry> entries = new ArrayList<>();
            Bytes end = stored(to);
            try (KeyValueIterator<Bytes, byte[]> range = store.range(stored(from), end)) {
                while (range.hasNext() && entries.size() < most) {
                    var next = range.next();
                    // Kafka Streams includes the upper bound.
                    if (next.key.compareTo(end) < 0) {
                        entries.add(new Entry(plain(next.key), next.value));
                    }
                }
            }
            return entries;
        }

        private Bytes stored(Bytes key) {
            byte[] plain = key.get();
            byte[] stored = new byte[plain.length + 1];
            stored[0] = prefix;
            System.arraycopy(plain, 0, stored, 1, plain.length);
            return Bytes.wrap(stored);
        }

        private static Bytes plain(Bytes stored) {
            return Bytes.wrap(Arrays.copyOfRange(stored.get(), 1, stored.get().length));
        }
    }

    private record Periods(WindowStore<Bytes, byte[]> store) implements TimedKeyValues {
        @Override
        public byte @Nullable [] get(Bytes key, long periodStartMs) {
            return store.fetch(key, periodStartMs);
        }

        @Override
        public void put(Bytes key, byte[] value, long periodStartMs) {
            store.put(key, value, periodStartMs);
        }

        @Override
        public void delete(Bytes key, long periodStartMs) {
            store.put(key, null, periodStartMs);
        }

        @Override
        public Cursor keys() {
            return new StoreCursor(store.all());
        }
    }

    private record StoreCursor(KeyValueIterator<Windowed<Bytes>, byte[]> all) implements TimedKeyValues.Cursor {
        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public TimedKeyValues.TimedKey next() {
            Windowed<Bytes> key = all.next().key;
            return new TimedKeyValues.TimedKey(key.key(), key.window().start());
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
