package dev.kassa.schedule.job;

import dev.kassa.schema.Topic;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** Where jobs write facts. Thread-safe. */
public interface FactOut extends AutoCloseable {
    /** @throws IOException where the log did not take it, or may not have */
    <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T fact)
            throws IOException, InterruptedException;

    /** To a partition of the writer's choice, where the key does not say which it is. */
    <T extends SpecificRecordBase> void write(Topic<T> topic, int partition, String key, T fact)
            throws IOException, InterruptedException;

    /** Lets a compacted topic forget a key. */
    void forget(Topic<?> topic, String key) throws IOException, InterruptedException;

    @Override
    void close();
}
