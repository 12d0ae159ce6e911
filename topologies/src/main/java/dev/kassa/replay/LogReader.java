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

    /** The records of one partition, in order. Not thread-safe. */
    public static final class Records implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final long first;
        private final long end;
        private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();

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

        /** How many offsets are between here and the end; markers of transactions are among them. */
        public long remaining() {
            return Math.max(0, end - consumer.position(partition));
        }

        /** Nothing was dropped from the partition by retention. */
        public boolean isFromTheFirst() {
            return first == 0;
        }

        @Override
        public boolean hasNext() {
            while (!batch.hasNext() && consumer.position(partition) < end) {
                batch = consumer.poll(POLL).records(partition).iterator();
            }
            return batch.hasNext();
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("past the end of " + partition);
            }
            return batch.next();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
