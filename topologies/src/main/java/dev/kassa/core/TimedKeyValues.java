package dev.kassa.core;

import java.util.Iterator;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A store whose entries are kept by period and dropped a whole period at a time, so expiry scans nothing. */
public interface TimedKeyValues {
    byte @Nullable [] get(Bytes key, long periodStartMs);

    void put(Bytes key, byte[] value, long periodStartMs);

    /** Takes an entry out, where it is there. */
    void delete(Bytes key, long periodStartMs);

    /** Every key that is there now, of all periods, in no order; what is put later may be among them. To be closed. */
    Cursor keys();

    /** One key and the period that it is of. */
    record TimedKey(Bytes key, long periodStartMs) {}

    /** Keys one after the other. */
    interface Cursor extends Iterator<TimedKey>, AutoCloseable {
        @Override
        void close();
    }
}
