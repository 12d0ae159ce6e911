package dev.kassa.view;

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

    /**
     * Cached, so that a payment that changes twice within a commit, and the few rows that every fact changes, are written
     * and logged once per commit. Interactive queries read through the cache.
     */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> facts() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(FACTS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
