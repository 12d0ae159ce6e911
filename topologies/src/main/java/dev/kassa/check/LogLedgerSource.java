package dev.kassa.check;

import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The log itself. */
public final class LogLedgerSource implements LedgerSource {
    private final LogReader log;
    private final Codecs codecs;
    private final int partitions;

    public LogLedgerSource(LogReader log, Codecs codecs, int partitions) {
        this.log = log;
        this.codecs = codecs;
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public <T extends SpecificRecordBase> Stream<T> open(Topic<T> topic, int partition, long offset) {
        return new OfLog<>(codecs.of(topic), log.openFrom(new TopicPartition(topic.name(), partition), offset));
    }

    private static final class OfLog<T extends SpecificRecordBase> implements Stream<T> {
        private final AvroCodec<T> codec;
        private final LogReader.Records records;
        private @Nullable Placed<T> head;

        OfLog(AvroCodec<T> codec, LogReader.Records records) {
            this.codec = codec;
            this.records = records;
        }

        @Override
        public long end() {
            return records.end();
        }

        @Override
        public @Nullable Placed<T> peek() {
            if (head == null && records.hasNext()) {
                head = placed(records.next());
            }
            return head;
        }

        private Placed<T> placed(ConsumerRecord<byte[], byte[]> read) {
            try {
                return new Placed<>(read.offset(), read.value() == null ? null : codec.decode(read.value()));
            } catch (SerializationException e) {
                return new Placed<>(read.offset(), null);
            }
        }

        @Override
        public void next() {
            head = null;
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
