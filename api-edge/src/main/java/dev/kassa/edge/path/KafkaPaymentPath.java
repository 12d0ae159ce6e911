package dev.kassa.edge.path;

import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.avro.PaymentFact;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the partition of the payment's merchant, of each topic, from its first moment to its last. */
public final class KafkaPaymentPath implements PaymentPath {
    private static final int READERS_MAX = 4;
    private static final int LOOKED_THROUGH_MAX = 50_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration WITHIN = Duration.ofSeconds(5);

    /** What was caused by its last change may be appended a moment after it. */
    private static final long AFTER_MS = 5_000;

    private final Codecs codecs;
    private final Map<String, Object> config;
    private final Semaphore readers = new Semaphore(READERS_MAX);

    /** @param clients where the brokers are, and how to talk to them */
    public KafkaPaymentPath(Codecs codecs, Map<String, Object> clients) {
        this.codecs = codecs;
        Map<String, Object> reading = new HashMap<>(clients);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        this.config = Map.copyOf(reading);
    }

    @Override
    public Path of(PaymentFact payment) {
        if (!readers.tryAcquire()) {
            throw new Refusal(UNAVAILABLE, "Others look through the log just now; ask again shortly.");
        }
        var bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            return read(consumer, payment);
        } catch (KafkaException | SchemaRegistryException e) {
            throw new Refusal(UNAVAILABLE, "The log cannot be read now; ask again shortly.");
        } finally {
            readers.release();
        }
    }

    private Path read(KafkaConsumer<byte[], byte[]> consumer, PaymentFact payment) {
        Words words = new Words(codecs, payment);
        List<TopicPartition> partitions = words.topics().stream()
                .map(topic -> new TopicPartition(topic, payment.getPartition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = offsets(consumer, partitions, payment.getCreatedAtMs());
        Map<TopicPartition, Long> ends = offsets(consumer, partitions, payment.getUpdatedAtMs() + AFTER_MS);
        begins.forEach(consumer::seek);
        List<Step> steps = new ArrayList<>();
        long looked = 0;
        long giveUpAt = System.nanoTime() + WITHIN.toNanos();
        boolean more = true;
        while (more && looked < LOOKED_THROUGH_MAX && System.nanoTime() < giveUpAt) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                looked++;
                String what = words.of(read);
                if (what != null) {
                    steps.add(new Step(read.timestamp(), read.topic(), read.partition(), read.offset(), what));
                }
            }
            more = ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
        }
        steps.sort(Comparator.comparingLong(Step::atMs));
        return new Path(steps, !more);
    }

    /** The first offsets at or after a moment; where there are none, the ends. */
    private static Map<TopicPartition, Long> offsets(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long atMs) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, atMs));
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
        found.forEach((partition, place) -> {
            if (place != null) {
                offsets.put(partition, place.offset());
            }
        });
        return offsets;
    }
}
