package dev.kassa.trend;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What is written of a partition, for as long as a {@link TrendReading} runs.
 *
 * @param store every row
 * @param decoded months of them that need not be read again
 */
record WrittenRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, DecodedMonths.OfStore decoded) {
    /** The cells of a month, in the order of their keys: as they are known, or else read. */
    List<DecodedMonths.Row> month(DecodedMonths.Month month, Supplier<List<DecodedMonths.Row>> read) {
        return decoded.get(month, read);
    }
}
