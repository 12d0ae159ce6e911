package dev.kassa.query;

import dev.kassa.view.ViewStores;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Where the rows of a partition are. Thread-safe. */
@FunctionalInterface
public interface PartitionStores {
    /**
     * The rows of a partition.
     *
     * @throws InvalidStateStoreException where the partition is not here now; the store's methods throw it as well
     */
    ReadOnlyKeyValueStore<Bytes, byte[]> of(int partition);

    /** The stores of a running application. A handle looks its store up anew at each read, so it survives a rebalance. */
    static PartitionStores of(KafkaStreams views) {
        return partition -> views.store(StoreQueryParameters.fromNameAndType(
                        ViewStores.FACTS, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition));
    }
}
