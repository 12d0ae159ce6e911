package dev.kassa.schedule.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobReport;
import dev.kassa.schedule.JobRun;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Into {@code job-commands}, by an idempotent producer. */
public final class KafkaJobOutbox implements JobOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobOutbox.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final AvroCodec<JobEnvelope> codec;
    private final String worker;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param worker who tells it
     * @param config of the client: where the brokers are, and how to talk to them; wins over what is set here
     */
    public KafkaJobOutbox(Codecs codecs, String worker, Map<String, Object> config) {
        this.codec = codecs.of(Topics.JOB_COMMANDS);
        this.worker = worker;
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.putAll(config);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void tell(JobRun run, JobReport report) {
        try {
            byte[] key = run.job().getBytes(UTF_8);
            producer.send(new ProducerRecord<>(Topics.JOB_COMMANDS.name(), key, encoded(report)), (_, failure) -> {
                if (failure != null) {
                    LOG.warn("the log did not take what is told of {}: {}", run.id(), failure.toString());
                }
            });
        } catch (KafkaException | SchemaRegistryException e) {
            LOG.warn("the log did not take what is told of {}: {}", run.id(), e.toString());
        }
    }

    private byte[] encoded(JobReport report) {
        JobEnvelope envelope = new JobEnvelope("", null, null, worker, null, report);
        synchronized (codec) {
            return codec.encode(envelope);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
