package dev.kassa.trend;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * An interactive query for whatever is to be known of one partition's trends, read in one pass, while nothing is written.
 *
 * @param read may be run by any thread
 */
record TrendReading<R>(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) implements Query<R> {}
