package dev.kassa.velocity;

import dev.kassa.replay.LogReader;
import dev.kassa.schema.Topics;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The sightings before the first that an application is handed: the topic of attributes is what its memory is rebuilt
 * from, so that nothing is stored twice.
 */
@FunctionalInterface
public interface Past {
    /**
     * Hands over a partition's records that were appended at a moment or later, up to an offset, in order.
     *
     * @param offset the first that is not handed over
     */
    void before(int partition, long offset, long fromMs, BiConsumer<byte[], byte[]> keyAndValue);

    /** Nothing was before. */
    static Past none() {
        return (partition, offset, fromMs, keyAndValue) -> {};
    }

    /** What the log holds, as far back as it is remembered. */
    static Past of(LogReader log) {
        return (partition, offset, fromMs, keyAndValue) -> {
            TopicPartition attributes = new TopicPartition(Topics.RISK_ATTRIBUTES.name(), partition);
            try (LogReader.Records records = log.openBefore(attributes, offset, fromMs, Sightings.KEPT_MAX)) {
                records.forEachRemaining(record -> keyAndValue.accept(record.key(), record.value()));
            }
        };
    }
}
