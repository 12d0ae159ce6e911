package dev.kassa.edge.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to a topic what edges tell each other. Thread-safe. */
public final class TopicWriter<T extends SpecificRecordBase> implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Topic<T> topic;
    private final Encoder<T> encoder;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param config of the client: where the brokers are, and how to talk to them; wins over what is set here */
    public TopicWriter(Topic<T> topic, Codecs codecs, Map<String, Object> config) {
        this.topic = topic;
        this.encoder = new Encoder<>(topic, codecs);
        this.producer =
                new KafkaProducer<>(producerConfig(config), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> producerConfig(Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        config.putAll(given);
        return config;
    }

    /**
     * Hands a record over to be written.
     *
     * @param value null: whatever is there of this key may be forgotten
     * @return completed once the log has taken it, or with the reason why it has not
     */
    public CompletableFuture<Void> write(String key, @Nullable T value) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        try {
            byte[] bytes = value == null ? null : encoder.encode(value);
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes), (_, failure) -> {
                if (failure == null) {
                    taken.complete(null);
                } else {
                    taken.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | SchemaRegistryException e) {
            taken.completeExceptionally(e);
        }
        return taken;
    }

    /** Lets what was handed over be written, for a short while. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
