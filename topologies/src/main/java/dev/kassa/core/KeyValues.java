package dev.kassa.core;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A store as the core sees it. Keys are ordered as unsigned bytes. */
public interface KeyValues {
    byte @Nullable [] get(Bytes key);

    void put(Bytes key, byte[] value);

    void delete(Bytes key);

    /** The first entries with {@code from <= key < to}, at most so many, in order of their keys. */
    List<Entry> scan(Bytes from, Bytes to, int most);

    /** One key and its value. */
    record Entry(Bytes key, byte[] value) {}
}
