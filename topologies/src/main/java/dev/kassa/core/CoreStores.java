package dev.kassa.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** The catalogue of the core's stores. All are persistent and logged, so a partition can be taken up anywhere. */
final class CoreStores {
    static final String MERCHANTS = "merchants";
    static final String PAYMENTS = "payments";
    static final String REFUNDS = "refunds";
    static final String ORDERS = "orders";
    static final String REFUND_NUMBERS = "refund-numbers";
    static final String BALANCES = "balances";
    static final String IDEMPOTENCY = "idempotency";
    static final String DEADLINES = "deadlines";
    static final String PARTITION = "partition";

    private static final Serde<Bytes> KEY = Serdes.Bytes();
    private static final Serde<byte[]> VALUE = Serdes.ByteArray();
    private static final int PERIODS_HELD = 3;

    private CoreStores() {}

    static List<StoreBuilder<?>> builders(Duration idempotencyHold) {
        return List.of(
                plain(MERCHANTS),
                plain(PAYMENTS),
                plain(REFUNDS),
                plain(ORDERS),
                plain(REFUND_NUMBERS),
                // Cached: many updates within a commit become one record of the changelog.
                cached(BALANCES),
                cached(PARTITION),
                plain(DEADLINES),
                idempotency(idempotencyHold));
    }

    private static StoreBuilder<?> plain(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), KEY, VALUE)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    private static StoreBuilder<?> cached(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), KEY, VALUE)
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    private static StoreBuilder<?> idempotency(Duration hold) {
        Duration retention = hold.multipliedBy(PERIODS_HELD);
        return Stores.windowStoreBuilder(Stores.persistentWindowStore(IDEMPOTENCY, retention, hold, false), KEY, VALUE)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    static CoreStorage open(ProcessorContext<?, ?> context) {
        return new CoreStorage(
                new Table(context.getStateStore(MERCHANTS)),
                new Table(context.getStateStore(PAYMENTS)),
                new Table(context.getStateStore(REFUNDS)),
                new Table(context.getStateStore(ORDERS)),
                new Table(context.getStateStore(REFUND_NUMBERS)),
                new Table(context.getStateStore(BALANCES)),
                new Periods(context.getStateStore(IDEMPOTENCY)),
                new Table(context.getStateStore(DEADLINES)),
                new Table(context.getStateStore(PARTITION)));
    }

    private record Table(KeyValueStore<Bytes, byte[]> store) implements KeyValues {
        @Override
        public byte @Nullable [] get(Bytes key) {
            return store.get(key);
        }

        @Override
        public void put(Bytes key, byte[] value) {
            store.put(key, value);
        }

        @Override
        public void delete(Bytes key) {
            store.delete(key);
        }

        @Override
        public List<Entry> scan(Bytes from, Bytes to, int most) {
            List<Entry> entries = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
                while (range.hasNext() && entries.size() < most) {
                    var next = range.next();
                    // Kafka Streams includes the upper bound.
                    if (next.key.compareTo(to) < 0) {
                        entries.add(new Entry(next.key, next.value));
                    }
                }
            }
            return entries;
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
    }
}
