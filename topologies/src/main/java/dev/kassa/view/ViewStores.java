package dev.kassa.view;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The catalogue of the views' stores. What rows are in one, and under which keys, is {@link ViewKeys}. */
public final class ViewStores {
    /** Every row of a partition; the package's page says why it is one store. */
    public static final String FACTS = "facts";

    private ViewStores() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> facts() {
        return new Rows(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(FACTS), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(Map.of()));
    }

    /** A {@link RowStore} over what another builds. */
    private record Rows(StoreBuilder<KeyValueStore<Bytes, byte[]>> below)
            implements StoreBuilder<KeyValueStore<Bytes, byte[]>> {
        @Override
        public KeyValueStore<Bytes, byte[]> build() {
            return new RowStore(below.build());
        }

        @Override
        public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingEnabled() {
            return this; // What waits for a commit waits here already.
        }

        @Override
        public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingDisabled() {
            return this; // Kafka Streams asks for it where no memory is set aside for caches; what waits here is part
            // of the store.
        }

        @Override
        public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingEnabled(Map<String, String> config) {
            return new Rows(below.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingDisabled() {
            return new Rows(below.withLoggingDisabled());
        }

        @Override
        public Map<String, String> logConfig() {
            return below.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return below.loggingEnabled();
        }

        @Override
        public String name() {
            return below.name();
        }
    }
}
