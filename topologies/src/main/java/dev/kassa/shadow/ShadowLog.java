package dev.kassa.shadow;

import dev.kassa.avro.PaymentFact;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.TopicPartition;

/** The committed facts that shadow runs read. Thread-safe. */
final class ShadowLog {
    /** A business time is never in the future, and no zone is more than so far from UTC. */
    private static final Duration ZONES_APART = Duration.ofHours(18);

    private final LogReader reader;
    private final Codecs codecs;
    private final int partitions;

    ShadowLog(LogReader reader, Codecs codecs, int partitions) {
        this.reader = reader;
        this.codecs = codecs;
        this.partitions = partitions;
    }

    /**
     * Hands over the facts of payments, each partition in its order, that may be of a business date or later.
     *
     * @param total is told how many records there are to read at most
     * @param read is told after each how many there have been
     */
    void payments(LocalDate from, Consumer<PaymentFact> facts, LongConsumer total, LongConsumer read) {
        long fromMs =
                from.atStartOfDay(ZoneOffset.UTC).minus(ZONES_APART).toInstant().toEpochMilli();
        AvroCodec<PaymentFact> codec = codecs.of(Topics.PAYMENTS);
        long known = 0;
        long count = 0;
        for (int partition = 0; partition < partitions; partition++) {
            try (LogReader.Records records = open(Topics.PAYMENTS, partition, fromMs)) {
                known += records.remaining();
                total.accept(known);
                while (records.hasNext()) {
                    facts.accept(codec.decode(records.next().value()));
                    read.accept(++count);
                }
            }
        }
    }

    /** Hands over all of a table, older versions of an entry before newer ones. */
    <T extends SpecificRecordBase> void table(Topic<T> topic, Consumer<T> facts) {
        AvroCodec<T> codec = codecs.of(topic);
        for (int partition = 0; partition < partitions; partition++) {
            try (LogReader.Records records = open(topic, partition, 0)) {
                while (records.hasNext()) {
                    facts.accept(codec.decode(records.next().value()));
                }
            }
        }
    }

    private LogReader.Records open(Topic<?> topic, int partition, long fromMs) {
        return reader.open(new TopicPartition(topic.name(), partition), fromMs);
    }
}
