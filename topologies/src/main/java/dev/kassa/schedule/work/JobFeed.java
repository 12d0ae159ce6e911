package dev.kassa.schedule.work;

import dev.kassa.avro.JobRunFact;
import dev.kassa.schedule.JobCodec;
import dev.kassa.schedule.JobRun;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is committed of {@code job-runs} from its first record on, on a thread of its own. After a failure it begins anew. */
public final class JobFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long RETRY_MS = 500;

    private final AvroCodec<JobRunFact> codec;
    private final Map<String, Object> config;
    private final Consumer<JobRun> each;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param config of the client: where the brokers are, and how to talk to them
     * @param each takes each run as it was told, on the thread of the feed; the same again after a failure
     */
    public JobFeed(Codecs codecs, Map<String, Object> config, Consumer<JobRun> each) {
        this.codec = codecs.of(Topics.JOB_RUNS);
        this.each = each;
        this.config = new HashMap<>(config);
        this.config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.thread = Thread.ofPlatform().daemon().name("job-feed").start(this::keepReading);
    }

    private void keepReading() {
        while (!isStopped(0)) {
            var bytes = new ByteArrayDeserializer();
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
                read(consumer);
            } catch (KafkaException | SchemaRegistryException e) {
                LOG.warn("reading job-runs goes on in {} ms: {}", RETRY_MS, e.toString());
                isStopped(RETRY_MS);
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> only = List.of(new TopicPartition(Topics.JOB_RUNS.name(), 0));
        consumer.assign(only);
        consumer.seekToBeginning(only);
        while (!isStopped(0)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.value() != null) {
                    take(record);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            each.accept(JobCodec.run(codec.decode(record.value())));
        } catch (SerializationException e) {
            LOG.error("job-runs@{} is passed over: {}", record.offset(), e.getMessage());
        }
    }

    private boolean isStopped(long waitMs) {
        try {
            return stopped.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
