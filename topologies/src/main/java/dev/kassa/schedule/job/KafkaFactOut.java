package dev.kassa.schedule.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Into the log, by an idempotent producer. */
public final class KafkaFactOut implements FactOut {
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param config of the client: where the brokers are, and how to talk to them; wins over what is set here */
    public KafkaFactOut(Codecs codecs, Map<String, Object> config) {
        this.codecs = codecs;
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.putAll(config);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T fact)
            throws IOException, InterruptedException {
        send(topic, null, key, codecs.of(topic).encode(fact));
    }

    @Override
    public <T extends SpecificRecordBase> void write(Topic<T> topic, int partition, String key, T fact)
            throws IOException, InterruptedException {
        send(topic, partition, key, codecs.of(topic).encode(fact));
    }

    @Override
    public void forget(Topic<?> topic, String key) throws IOException, InterruptedException {
        send(topic, null, key, null);
    }

    @SuppressWarnings("NullAway") // a record without a value is how a compacted topic forgets
    private void send(Topic<?> topic, @Nullable Integer partition, String key, byte @Nullable [] value)
            throws IOException, InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("The log did not take a record of " + topic.name() + ": " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
