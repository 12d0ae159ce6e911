package dev.kassa.edge.reference;

import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.avro.ReferenceFact;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The history as {@code reference-history} has it: one partition of it, which holds all changes of an entry, read from the
 * first record on each time that somebody asks. Changes are few, and so are those who ask.
 */
public final class KafkaReferenceHistory implements ReferenceHistory {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Codecs codecs;
    private final Map<String, Object> config;

    /** @param given of the client: where the brokers are, and how to talk to them */
    public KafkaReferenceHistory(Codecs codecs, Map<String, Object> given) {
        this.codecs = codecs;
        this.config = new HashMap<>(given);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    }

    @Override
    public List<ReferenceFact> of(String kind, String key, int most) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            String topic = Topics.REFERENCE_HISTORY.name();
            int partitions = consumer.partitionsFor(topic).size();
            TopicPartition partition = new TopicPartition(topic, Partitions.of(kind + "/" + key, partitions));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return read(consumer, partition, kind, key, most);
        } catch (KafkaException | SchemaRegistryException e) {
            throw new Refusal(UNAVAILABLE, "The history cannot be read at this moment; ask again shortly.");
        }
    }

    private List<ReferenceFact> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String kind, String key, int most) {
        long end =
                Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        AvroCodec<ReferenceFact> codec = codecs.of(Topics.REFERENCE_HISTORY);
        Deque<ReferenceFact> changes = new ArrayDeque<>();
        long deadlineNs = System.nanoTime() + WITHIN.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new TimeoutException("the history was not read within " + WITHIN);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ReferenceFact fact = codec.decode(record.value());
                if (fact.getKind().equals(kind) && fact.getKey().equals(key)) {
                    changes.add(fact);
                }
            }
            while (changes.size() > most) {
                changes.removeFirst();
            }
        }
        return List.copyOf(changes);
    }
}
