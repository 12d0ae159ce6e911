package dev.kassa.edge.command;

import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic on a thread of its own, committed records only, and never skips one: after a failure
 * it goes on where it was.
 *
 * <p>A record that cannot be read is logged and passed over.
 */
public final class TopicReader<T extends SpecificRecordBase> implements AutoCloseable {
    /** Where reading starts. */
    public enum From {
        /** With the first record; ready once all that was there at the start is read. */
        BEGINNING,
        /**
         * A minute back, but no more than {@value #LATELY_MAX} records of a partition, and the last {@value #LATELY_MIN} of it
         * at least; ready once all that was there at the start is read.
         */
        LATELY,
        /** Behind the last record; ready once that place is known for every partition. */
        END
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final long RETRY_MS = 250;
    private static final long LATELY_MS = 60_000;
    private static final int LATELY_MAX = 20_000;
    private static final int LATELY_MIN = 20;

    private final Topic<T> topic;
    private final Codecs codecs;
    private final Map<String, Object> config;
    private final From from;
    private final Consumer<T> each;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ready;
    private volatile long heardAtNs = System.nanoTime();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

    /**
     * @param config of the client: where the brokers are, and how to talk to them
     * @param each takes every record, on the reader's thread
     */
    public TopicReader(Topic<T> topic, Codecs codecs, Map<String, Object> config, From from, Consumer<T> each) {
        this.topic = topic;
        this.codecs = codecs;
        this.config = consumerConfig(config);
        this.from = from;
        this.each = each;
        this.thread =
                Thread.ofPlatform().name("edge-read-" + topic.name()).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether it has reached the place that it was to reach first. Once true it stays true. */
    public boolean ready() {
        return ready;
    }

    /** Seconds since it last heard from the log, be it that there is nothing new. */
    public double age() {
        return (System.nanoTime() - heardAtNs) / 1e9;
    }

    private static Map<String, Object> consumerConfig(Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>(given);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        return config;
    }

    private void run() {
        while (!isStopped(0)) {
            Deserializer<byte[]> bytes = new ByteArrayDeserializer();
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
                current = consumer;
                read(consumer, codecs.of(topic));
            } catch (WakeupException e) {
                LOG.debug("reading {} ends", topic.name());
            } catch (KafkaException | dev.kassa.schema.SchemaRegistryException e) {
                LOG.warn("reading {} goes on in {} ms: {}", topic.name(), RETRY_MS, e.toString());
                isStopped(RETRY_MS);
            } finally {
                current = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, AvroCodec<T> codec) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        position(consumer, partitions);
        Map<TopicPartition, Long> target = from != From.END ? consumer.endOffsets(partitions) : Map.of();
        Heartbeat heartbeat = new Heartbeat(consumer.metrics());
        while (!isStopped(0)) {
            ready = ready
                    || target.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                take(consumed, codec);
            }
            if (heartbeat.beats()) {
                heardAtNs = System.nanoTime();
            }
        }
    }

    /** A broker answers a fetch within half a second also where there is nothing new: bytes come in while it is there. */
    private static final class Heartbeat {
        private final List<? extends Metric> bytesIn;
        private double before;

        Heartbeat(Map<MetricName, ? extends Metric> metrics) {
            bytesIn = metrics.entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("incoming-byte-total")
                            && metric.getKey().group().equals("consumer-metrics"))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        boolean beats() {
            double now = 0;
            for (Metric metric : bytesIn) {
                now += metric.metricValue() instanceof Double bytes ? bytes : 0;
            }
            boolean more = now > before;
            before = now;
            return more;
        }
    }

    /** The topic's partitions; none, after a pause, while there is no such topic. */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), LOOK_UP).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            isStopped(RETRY_MS);
        }
        return partitions;
    }

    private void position(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Long known = next.get(partition);
            if (known != null) {
                consumer.seek(partition, known);
            } else if (from == From.LATELY) {
                consumer.seek(partition, lately(consumer, partition));
            } else if (from == From.END) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        }
        // Seeking is lazy. Asking for the position settles it, so that nothing written from now on can be missed.
        for (TopicPartition partition : partitions) {
            next.put(partition, consumer.position(partition, LOOK_UP));
        }
    }

    private static long lately(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        List<TopicPartition> only = List.of(partition);
        long end = consumer.endOffsets(only, LOOK_UP).getOrDefault(partition, 0L);
        long first = consumer.beginningOffsets(only, LOOK_UP).getOrDefault(partition, 0L);
        OffsetAndTimestamp since = consumer.offsetsForTimes(
                        Map.of(partition, System.currentTimeMillis() - LATELY_MS), LOOK_UP)
                .get(partition);
        long wanted = Math.min(since == null ? end : since.offset(), end - LATELY_MIN);
        return Math.max(first, Math.max(wanted, end - LATELY_MAX));
    }

    private void take(ConsumerRecord<byte[], byte[]> consumed, AvroCodec<T> codec) {
        if (consumed.value() != null) {
            try {
                each.accept(codec.decode(consumed.value()));
            } catch (SerializationException e) {
                LOG.error(
                        "{}-{}@{} is passed over: {}",
                        topic.name(),
                        consumed.partition(),
                        consumed.offset(),
                        e.getMessage());
            }
        }
        next.put(new TopicPartition(consumed.topic(), consumed.partition()), consumed.offset() + 1);
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
        KafkaConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
