package dev.kassa.edge.audit;

import dev.kassa.avro.AuditRecord;
import dev.kassa.edge.audit.AuditTrail.Entry;
import dev.kassa.schema.AuditChain;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one partition of {@code audit}, read piece by piece. Not thread-safe. */
final class AuditTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTopic.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUDIT.name(), 0);
    private static final List<TopicPartition> ONLY = List.of(PARTITION);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PIECE_WITHIN = Duration.ofSeconds(5);
    private static final int TAIL = 16;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroCodec<AuditRecord> codec;

    /** @param given of the client: where the brokers are, and how to talk to them */
    AuditTopic(Codecs codecs, Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>(given);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        codec = codecs.of(Topics.AUDIT);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(ONLY);
    }

    /** The offset behind the last record. */
    long end() {
        return Objects.requireNonNull(consumer.endOffsets(ONLY).get(PARTITION));
    }

    /** The offset of the first record that was written at this time or later; the end where there is none. */
    long firstAt(long timeMs, long end) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(PARTITION, timeMs)).get(PARTITION);
        return found == null ? end : found.offset();
    }

    /** The hash of the last record; the chain's start where there is none. */
    byte[] lastHash() {
        for (long to = end(); to > 0; to -= TAIL) {
            List<Entry> tail = read(Math.max(0, to - TAIL), to);
            if (!tail.isEmpty()) {
                return AuditChain.bytes(tail.getLast().record().getHash());
            }
        }
        return AuditChain.start();
    }

    /** The records from one offset up to and without another, in the log's order. What is no such record is passed over. */
    List<Entry> read(long from, long to) {
        List<Entry> entries = new ArrayList<>();
        consumer.seek(PARTITION, from);
        long deadlineNs = System.nanoTime() + PIECE_WITHIN.toNanos();
        while (consumer.position(PARTITION) < to) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new TimeoutException("the audit trail was not read within " + PIECE_WITHIN);
            }
            for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                if (consumed.offset() < to) {
                    take(consumed, entries);
                }
            }
        }
        return entries;
    }

    private void take(ConsumerRecord<byte[], byte[]> consumed, List<Entry> entries) {
        try {
            byte[] value = consumed.value() == null ? new byte[0] : consumed.value();
            entries.add(new Entry(consumed.offset(), consumed.timestamp(), codec.decode(value)));
        } catch (SerializationException e) {
            LOG.error("audit@{} is no audit record: {}", consumed.offset(), e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
