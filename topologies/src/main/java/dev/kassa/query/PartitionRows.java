package dev.kassa.query;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.view.Asked;
import dev.kassa.view.ViewStores;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Where the rows of a partition are. Thread-safe. */
@FunctionalInterface
public interface PartitionRows {
    /**
     * Reads a partition's rows in one pass.
     *
     * @param active of the instance that leads the partition; false: a copy that follows will do
     * @throws InvalidStateStoreException where the partition is not here so
     */
    <R> R read(int partition, boolean active, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read);

    /** The same, with those that are in the archive as if they were here. */
    default PartitionRows with(ArchiveFiles archive) {
        PartitionRows stored = this;
        return new PartitionRows() {
            @Override
            public <R> R read(int partition, boolean active, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
                return stored.read(
                        partition, active, store -> read.apply(new RowsWithArchive(store, partition, archive)));
            }
        };
    }

    /** The rows of a running application, by interactive queries. */
    static PartitionRows of(KafkaStreams views) {
        return new PartitionRows() {
            @Override
            public <R> R read(int partition, boolean active, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
                StateQueryRequest<R> request = StateQueryRequest.inStore(ViewStores.FACTS)
                        .withQuery(new Asked<>(read))
                        .withPartitions(Set.of(partition));
                QueryResult<R> result = views.query(active ? request.requireActive() : request)
                        .getPartitionResults()
                        .get(partition);
                if (result == null || result.isFailure()) {
                    throw new InvalidStateStoreException(
                            result == null ? "partition " + partition + " is not here" : result.getFailureMessage());
                }
                return result.getResult();
            }
        };
    }
}
