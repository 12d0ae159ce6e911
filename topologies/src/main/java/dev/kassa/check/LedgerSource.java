package dev.kassa.check;

import dev.kassa.schema.Topic;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What is committed in topics, from an offset on. Thread-safe. */
public interface LedgerSource {
    /** Partitions of the topics by merchant. */
    int partitions();

    /** Opens what is behind an offset, up to where it ends now. The caller closes it. */
    <T extends SpecificRecordBase> Stream<T> open(Topic<T> topic, int partition, long offset);

    /** The records of one partition, in order. Not thread-safe. */
    interface Stream<T> extends AutoCloseable {
        /** Where it ended when it was opened: the offset behind the last record. */
        long end();

        /** The next record, without going on; null behind the last. */
        @Nullable
        Placed<T> peek();

        /** Goes on. */
        void next();

        @Override
        void close();
    }

    /**
     * A record where it stands.
     *
     * @param value null where what stands there cannot be read
     */
    record Placed<T>(long offset, @Nullable T value) {}
}
