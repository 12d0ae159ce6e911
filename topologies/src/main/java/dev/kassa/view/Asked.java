package dev.kassa.view;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * An interactive query for whatever is to be known of one partition, such as a hundred keys: read in one pass over its rows,
 * where the store is, with nothing looked up between.
 *
 * @param read may be run by any thread
 */
public record Asked<R>(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) implements Query<R> {}
