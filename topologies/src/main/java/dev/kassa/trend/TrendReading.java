package dev.kassa.trend;

import java.util.function.Function;
import org.apache.kafka.streams.query.Query;

/**
 * An interactive query for whatever is to be known of one partition's trends, read in one pass, while nothing is written.
 *
 * @param read may be run by any thread
 */
record TrendReading<R>(Function<WrittenRows, R> read) implements Query<R> {}
