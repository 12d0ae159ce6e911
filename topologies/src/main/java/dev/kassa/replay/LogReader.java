package dev.kassa.replay;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the committed records of partitions from their first to where they end at the moment of opening. */
public final class LogReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> config;

    /** A reader over a cluster; the extra settings are laid over its own. */
    public LogReader(String bootstrapServers, Map<String, Object> extra) {
        config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.putAll(extra);
    }

    /** Opens a partition. The caller closes it. */
    public Records open(TopicPartition partition) {
        return new Records(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()), partition);
    }

    /** Opens a partition at the first record that was appended at a moment or later. The caller closes it. */
    public Records open(TopicPartition partition, long fromMs) {
        Records records = open(partition);
        if (fromMs > 0) {
            records.seek(fromMs);
        }
        return records;
    }

    /** Opens a partition at an offset. The caller closes it. */
    public Records openFrom(TopicPartition partition, long offset) {
        Records records = open(partition);
        records.skipTo(offset);
        return records;
    }

    /**
     * Opens what is before an offset of a partition: what was appended at a moment or later, but no more than so many of
     * the last offsets. The caller closes it.
     */
    public Records openBefore(TopicPartition partition, long offset, long fromMs, long most) {
        Records records = open(partition);
        records.endAt(offset);
        records.seek(fromMs);
        records.skipTo(offset - most);
        return records;
    }

    /** Opens a partition's records from an offset on, and up to another, which is not among them. The caller closes it. */
    public Records openBetween(TopicPartition partition, long from, long to) {
        Records records = open(partition);
        records.endAt(to);
        records.skipTo(from);
        return records;
    }

    /** The records of one partition, in order. Not thread-safe. */
    public static final class Records implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final long first;
        private long end;
        private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();
        private @Nullable ConsumerRecord<byte[], byte[]> next;

        private Records(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
            this.consumer = consumer;
            this.partition = partition;
            List<TopicPartition> only = List.of(partition);
            consumer.assign(only);
            consumer.seekToBeginning(only);
            first = Objects.requireNonNull(consumer.beginningOffsets(only).get(partition));
            end = Objects.requireNonNull(consumer.endOffsets(only).get(partition));
        }

        private void seek(long fromMs) {
            OffsetAndTimestamp at =
                    consumer.offsetsForTimes(Map.of(partition, fromMs)).get(partition);
            consumer.seek(partition, at == null ? end : at.offset());
        }

        private void endAt(long offset) {
            end = Math.min(end, offset);
        }

        private void skipTo(long offset) {
            if (consumer.position(partition) < offset) {
                consumer.seek(partition, offset);
            }
        }

        /** How many offsets are between here and the end; markers of transactions are among them. */
        public long remaining() {
            return Math.max(0, end - consumer.position(partition));
        }

        /** The offset behind the last record. */
        public long end() {
            return end;
        }

        /** Nothing was dropped from the partition by retention. */
        public boolean isFromTheFirst() {
            return first == 0;
        }

        @Override
        public boolean hasNext() {
            while (next == null && (batch.hasNext() || consumer.position(partition) < end)) {
                if (!batch.hasNext()) {
                    batch = consumer.poll(POLL).records(partition).iterator();
                } else {
                    ConsumerRecord<byte[], byte[]> read = batch.next();
                    next = read.offset() < end ? read : null;
                }
            }
            return next != null;
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("past the end of " + partition);
            }
            ConsumerRecord<byte[], byte[]> read = next;
            next = null;
            return read;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
