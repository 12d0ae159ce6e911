package dev.kassa.export.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ExportEnvelope;
import dev.kassa.export.Export;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.ExportScope;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Into {@code export-commands}, by an idempotent producer. */
public final class KafkaExportOutbox implements ExportOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExportOutbox.class);
    private static final int DELIVERY_MS_MAX = 10_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final AvroCodec<ExportEnvelope> codec;
    private final String worker;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param worker who tells it
     * @param config of the client: where the brokers are, and how to talk to them; wins over what is set here
     */
    public KafkaExportOutbox(Codecs codecs, String worker, Map<String, Object> config) {
        this.codec = codecs.of(Topics.EXPORT_COMMANDS);
        this.worker = worker;
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS_MAX);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.putAll(config);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void tell(Export export, SpecificRecordBase body) {
        send(export, body);
    }

    @Override
    public boolean confirm(Export export, SpecificRecordBase body) {
        Future<RecordMetadata> taken = send(export, body);
        if (taken == null) {
            return false;
        }
        try {
            taken.get(DELIVERY_MS_MAX, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Future<RecordMetadata> send(Export export, SpecificRecordBase body) {
        byte[] key = ExportScope.of(export.order().merchantId()).getBytes(UTF_8);
        try {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(Topics.EXPORT_COMMANDS.name(), key, encoded(body));
            return producer.send(record, (_, failure) -> {
                if (failure != null) {
                    LOG.warn("the log did not take what is told of {}: {}", export.id(), failure.toString());
                }
            });
        } catch (KafkaException | SchemaRegistryException e) {
            LOG.warn("the log did not take what is told of {}: {}", export.id(), e.toString());
            return null;
        }
    }

    private byte[] encoded(SpecificRecordBase body) {
        ExportEnvelope envelope = new ExportEnvelope("", null, null, "worker:" + worker, null, body);
        synchronized (codec) {
            return codec.encode(envelope);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
