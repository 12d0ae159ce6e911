package dev.kassa.schedule.job;

import dev.kassa.schema.Topic;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/** What is committed in topics. */
public interface FactScan {
    /** Partitions of the topics by merchant. */
    int partitions();

    /**
     * Tells the facts of a partition in order, from the first to where it ends at the moment of asking.
     *
     * @throws InterruptedException where the reader was stopped
     */
    <T extends SpecificRecordBase> void each(Topic<T> topic, int partition, Consumer<T> each)
            throws InterruptedException;
}
