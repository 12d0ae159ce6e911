package dev.kassa.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a whole log into memory, committed records only. */
public final class LogReader {
    /** In the order in which their ends are taken. */
    private static final List<Topic<?>> READ = List.of(
            Topics.DEAD_LETTERS,
            Topics.CHANNEL_COMMANDS,
            Topics.REFERENCE_APPLIED,
            Topics.REFERENCE_HISTORY,
            Topics.MERCHANTS,
            Topics.SETTLEMENTS,
            Topics.SETTLEMENT_CUTS,
            Topics.JOURNAL,
            Topics.REFUNDS,
            Topics.PAYMENTS,
            Topics.COMMANDS);

    private final String bootstrapServers;
    private final Codecs codecs;
    private final Duration patience;

    /** @param patience how long a transaction may stay open before it counts as hanging */
    public LogReader(String bootstrapServers, Codecs codecs, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.codecs = codecs;
        this.patience = patience;
    }

    /** Everything up to now. Facts are cut before commands are, so that each fact's command is there. */
    public RecordedLog read() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            int partitions = Objects.requireNonNull(admin.describeTopics(List.of(Topics.COMMANDS.name()))
                            .allTopicNames()
                            .get()
                            .get(Topics.COMMANDS.name()))
                    .partitions()
                    .size();
            List<String> unfinished = new ArrayList<>();
            Map<TopicPartition, Long> ends = new LinkedHashMap<>();
            for (Topic<?> topic : READ) {
                ends.putAll(ends(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED));
            }
            awaitCommitted(admin, ends, partitions, unfinished);
            List<Logged<String>> unreadable = new ArrayList<>();
            List<Logged<String>> ignored = new ArrayList<>();
            return new RecordedLog(
                    partitions,
                    read(Topics.COMMANDS, ends, unreadable),
                    read(Topics.PAYMENTS, ends, ignored),
                    read(Topics.REFUNDS, ends, ignored),
                    read(Topics.JOURNAL, ends, ignored),
                    read(Topics.MERCHANTS, ends, ignored),
                    read(Topics.SETTLEMENTS, ends, ignored),
                    read(Topics.SETTLEMENT_CUTS, ends, ignored),
                    read(Topics.REFERENCE_HISTORY, ends, ignored),
                    read(Topics.REFERENCE_APPLIED, ends, ignored),
                    // Others than the core may write noise there; the connectors set it aside.
                    read(Topics.CHANNEL_COMMANDS, ends, new ArrayList<>()),
                    read(Topics.DEAD_LETTERS, ends, ignored),
                    unreadable,
                    wrong(unfinished, ignored));
        }
    }

    private static List<String> wrong(List<String> unfinished, List<Logged<String>> unreadableFacts) {
        List<String> all = new ArrayList<>(unfinished);
        unreadableFacts.forEach(fact -> all.add("unreadable fact " + fact.at() + ": " + fact.value()));
        return all;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Topic<?> topic, int partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
        for (int partition = 0; partition < topic.partitions(partitions); partition++) {
            asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        return admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** Waits until readers of committed records can reach each end; what they cannot reach in time hangs. */
    private void awaitCommitted(Admin admin, Map<TopicPartition, Long> ends, int partitions, List<String> unfinished)
            throws ExecutionException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Map<TopicPartition, Long> stable = new LinkedHashMap<>();
            for (Topic<?> topic : Topics.all()) {
                stable.putAll(ends(admin, topic, partitions, IsolationLevel.READ_COMMITTED));
            }
            List<TopicPartition> open = ends.keySet().stream()
                    .filter(partition -> of(stable, partition) < of(ends, partition))
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                open.forEach(partition -> unfinished.add(partition + ": a transaction is open at offset "
                        + stable.get(partition) + " for more than " + patience));
                open.forEach(partition -> ends.put(partition, of(stable, partition)));
                return;
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private <T extends SpecificRecordBase> List<Logged<T>> read(
            Topic<T> topic, Map<TopicPartition, Long> allEnds, List<Logged<String>> unreadable) {
        AvroCodec<T> codec = codecs.of(topic);
        Map<TopicPartition, Long> ends = allEnds.entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic.name()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Logged<T>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(Duration.ofMillis(200))) {
                    if (raw.offset() < of(ends, new TopicPartition(raw.topic(), raw.partition()))) {
                        take(raw, codec::decode, records, unreadable);
                    }
                }
            }
        }
        return records;
    }

    private static <T> void take(
            ConsumerRecord<byte[], byte[]> raw,
            Function<byte[], T> decode,
            List<Logged<T>> records,
            List<Logged<String>> unreadable) {
        String key = raw.key() == null ? null : new String(raw.key(), UTF_8);
        Logged<String> place =
                new Logged<>(raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), key, "no value");
        if (raw.value() == null) {
            unreadable.add(place);
            return;
        }
        try {
            T value = decode.apply(raw.value());
            records.add(new Logged<>(raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), key, value));
        } catch (SerializationException e) {
            unreadable.add(place.with(String.valueOf(e.getMessage())));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
