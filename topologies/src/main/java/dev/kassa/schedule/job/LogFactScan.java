package dev.kassa.schedule.job;

import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Of the log itself. */
public final class LogFactScan implements FactScan {
    private final LogReader log;
    private final Codecs codecs;
    private final int partitions;

    public LogFactScan(LogReader log, Codecs codecs, int partitions) {
        this.log = log;
        this.codecs = codecs;
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public <T extends SpecificRecordBase> void each(Topic<T> topic, int partition, Consumer<T> each)
            throws InterruptedException {
        AvroCodec<T> codec = codecs.of(topic);
        try (LogReader.Records records = log.open(new TopicPartition(topic.name(), partition))) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = records.next();
                if (record.value() != null) {
                    each.accept(codec.decode(record.value()));
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("the reading of " + topic.name() + " was stopped");
                }
            }
        }
    }
}
