package dev.kassa.standalone.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The compacted topic {@code _schemas} with its one partition. Every entry is applied in the order of the log, each once,
 * whether it was read or has just been written. Not thread-safe: its caller writes one entry at a time.
 */
final class SchemaLog implements AutoCloseable {
    static final String TOPIC = "_schemas";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> clientSettings;
    private final short replicationFactor;
    private final Consumer<LogEntry> apply;
    private final KafkaProducer<byte[], byte[]> producer;

    /** The offset of the next entry to apply. */
    private long next;

    /** The last write failed in a way that leaves open whether the broker has it. */
    private boolean uncertain;

    /**
     * @param clientSettings at least {@code bootstrap.servers}
     * @param apply is given each entry once it is in the log
     */
    SchemaLog(Map<String, Object> clientSettings, short replicationFactor, Consumer<LogEntry> apply) {
        this.clientSettings = clientSettings;
        this.replicationFactor = replicationFactor;
        this.apply = apply;
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("client.id", "schema-registry");
        settings.put("acks", "all");
        settings.put("linger.ms", "0");
        // One entry at a time, and an entry written twice says the same: no need to ask the broker for a producer id.
        settings.put("enable.idempotence", "false");
        settings.put("delivery.timeout.ms", (int) TIMEOUT.toMillis());
        settings.put("request.timeout.ms", (int) TIMEOUT.toMillis() / 2);
        settings.put("max.block.ms", TIMEOUT.toMillis());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Creates the topic where it is missing, and applies what is in it.
     *
     * @throws IllegalStateException where the topic is not one that a registry can keep its schemas in
     */
    void open() {
        if (!create()) {
            readToEnd();
        }
    }

    private boolean create() {
        try (Admin admin = Admin.create(clientSettings)) {
            NewTopic topic = new NewTopic(TOPIC, 1, replicationFactor).configs(Map.of("cleanup.policy", "compact"));
            try {
                await(admin.createTopics(List.of(topic)).all());
                return true;
            } catch (TopicExistsException e) {
                checkForm(admin);
                return false;
            }
        }
    }

    private static void checkForm(Admin admin) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        KafkaFuture<Map<String, TopicDescription>> described =
                admin.describeTopics(List.of(TOPIC)).allTopicNames();
        KafkaFuture<Map<ConfigResource, Config>> configured =
                admin.describeConfigs(Set.of(resource)).all();
        int partitions = await(described).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
        String policy = await(configured).values().stream()
                .map(config -> config.get("cleanup.policy").value())
                .collect(Collectors.joining());
        if (partitions != 1 || !policy.equals("compact")) {
            throw new IllegalStateException(
                    "the topic " + TOPIC + " has " + partitions + " partitions and cleanup.policy=" + policy
                            + "; a registry needs one partition and compact, or it would forget schemas");
        }
    }

    private void readToEnd() {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("client.id", "schema-registry");
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        // A fetch that finds nothing more returns at once, else closing waits for it: half a second of every start.
        settings.put("fetch.max.wait.ms", "1");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, next);
            Long end = consumer.endOffsets(List.of(PARTITION), TIMEOUT).get(PARTITION);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (end != null && consumer.position(PARTITION) < end) {
                if (System.nanoTime() > deadline) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "could not read " + TOPIC + " to offset " + end + " within " + TIMEOUT.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(500))) {
                    apply.accept(LogEntryJson.read(entry.key(), entry.value()));
                    deadline = System.nanoTime() + TIMEOUT.toNanos();
                }
            }
            next = consumer.position(PARTITION);
        }
    }

    /**
     * Writes an entry and applies it, once the broker has it.
     *
     * @throws KafkaException where the broker did not take it, or did not say so in time
     */
    void append(LogEntry entry) {
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(TOPIC, 0, LogEntryJson.key(entry), LogEntryJson.value(entry));
        uncertain = true;
        long offset = await(producer.send(written)).offset();
        uncertain = false;
        if (offset == next) {
            apply.accept(entry);
            next++;
        } else {
            // A write that timed out, or another writer, is in between: the log knows the order.
            readToEnd();
        }
    }

    /** Applies what a write left behind whose outcome is not known, so that the next decision rests on the whole log. */
    void catchUp() {
        if (uncertain) {
            readToEnd();
            uncertain = false;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "no answer about " + TOPIC + " within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(TIMEOUT);
    }
}
