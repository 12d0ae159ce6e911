package dev.kassa.bench.check;

import org.jspecify.annotations.Nullable;

/**
 * A record with its place in the log.
 *
 * @param timestampMs as the broker stamped it
 * @param key the record's key as text
 */
public record Logged<T>(
        String topic,
        int partition,
        long offset,
        long timestampMs,
        @Nullable String key,
        T value) {

    /** The place as a person would look it up, e.g. {@code journal-2@17}. */
    public String at() {
        return topic + "-" + partition + "@" + offset;
    }

    /** The same place with another value. */
    public Logged<T> with(T other) {
        return new Logged<>(topic, partition, offset, timestampMs, key, other);
    }
}
