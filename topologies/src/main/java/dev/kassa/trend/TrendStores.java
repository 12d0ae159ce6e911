package dev.kassa.trend;

import dev.kassa.schema.Codecs;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The catalogue of the trends' stores. What rows are in one, and under which keys, is {@link TrendKeys}. */
public final class TrendStores {
    /** Every row of a partition. */
    public static final String CELLS = "cells";

    private TrendStores() {}

    static StoreBuilder<TrendStore> cells(Codecs codecs) {
        return new Building(
                codecs,
                new DecodedMonths(),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(CELLS), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(Map.of()));
    }

    /** A {@link TrendStore} over what another builds. */
    private record Building(Codecs codecs, DecodedMonths decoded, StoreBuilder<KeyValueStore<Bytes, byte[]>> below)
            implements StoreBuilder<TrendStore> {
        @Override
        public TrendStore build() {
            return new TrendStore(below.build(), TrendCodecs.of(codecs), decoded);
        }

        @Override
        public StoreBuilder<TrendStore> withCachingEnabled() {
            return this; // What waits for a commit waits here already.
        }

        @Override
        public StoreBuilder<TrendStore> withCachingDisabled() {
            return this; // What waits here is part of the store.
        }

        @Override
        public StoreBuilder<TrendStore> withLoggingEnabled(Map<String, String> config) {
            return new Building(codecs, decoded, below.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<TrendStore> withLoggingDisabled() {
            return new Building(codecs, decoded, below.withLoggingDisabled());
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
