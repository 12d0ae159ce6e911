package dev.kassa.velocity;

import dev.kassa.replay.LogReader;
import dev.kassa.schema.Topics;
import org.apache.kafka.common.TopicPartition;

/** The facts of payments that may have been read before a start, but not laid: what waited in memory is read again. */
@FunctionalInterface
public interface Unlaid {
    /** Is handed what stands at an offset. */
    @FunctionalInterface
    interface Facts {
        void at(long offset, byte[] value);
    }

    /** Hands over the facts of a partition of {@code payments} between two offsets, in order; the second is not among them. */
    void between(int partition, long from, long to, Facts facts);

    /** There are none. */
    static Unlaid none() {
        return (partition, from, to, facts) -> {};
    }

    /** What the log holds. */
    static Unlaid of(LogReader log) {
        return (partition, from, to, facts) -> {
            TopicPartition payments = new TopicPartition(Topics.PAYMENTS.name(), partition);
            try (LogReader.Records records = log.openBetween(payments, from, to)) {
                records.forEachRemaining(record -> facts.at(record.offset(), record.value()));
            }
        };
    }
}
