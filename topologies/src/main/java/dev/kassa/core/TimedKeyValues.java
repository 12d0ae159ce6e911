package dev.kassa.core;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A store whose entries are kept by period and dropped a whole period at a time, so expiry scans nothing. */
public interface TimedKeyValues {
    byte @Nullable [] get(Bytes key, long periodStartMs);

    void put(Bytes key, byte[] value, long periodStartMs);
}
