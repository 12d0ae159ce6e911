package dev.kassa.standalone.rebuild;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What Kafka knows of the generations: how far their groups have come, and what is left of old ones. */
final class GenerationsWatch implements AutoCloseable {
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Rebuilt what;
    private final Map<String, Object> clients;
    private final Admin admin;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final Map<TopicPartition, Long> begins;

    /** Partitions whose offsets are of aborted transactions alone: nobody ever commits a place in them. */
    private final Map<TopicPartition, Boolean> holdsRecords = new HashMap<>();

    GenerationsWatch(Rebuilt what, Map<String, Object> clients) {
        this.what = what;
        this.clients = Map.copyOf(clients);
        this.admin = Admin.create(this.clients);
        get(admin.describeTopics(what.facts()).allTopicNames())
                .forEach((topic, described) -> described
                        .partitions()
                        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
        this.begins = offsets(OffsetSpec.earliest());
    }

    /** Where the log of facts ends now. */
    Map<TopicPartition, Long> ends() {
        return offsets(OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec) {
        return get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _ -> spec)), COMMITTED)
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    /**
     * How much of the log a generation has applied.
     *
     * @param applied offsets behind it
     * @param all offsets up to the ends
     */
    record Reached(long applied, long all) {
        boolean everything() {
            return applied >= all;
        }
    }

    /** How far all instances of a generation together are on the way to some ends. */
    Reached reached(int generation, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(generation);
        long applied = 0;
        long all = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long begin = begins.getOrDefault(end.getKey(), 0L);
            OffsetAndMetadata place = committed.get(end.getKey());
            if (end.getValue() > begin && (place != null || holdsRecords(end.getKey(), end.getValue()))) {
                all += end.getValue() - begin;
                applied += place == null ? 0 : Math.clamp(place.offset(), begin, end.getValue()) - begin;
            }
        }
        return new Reached(applied, all);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(int generation) {
        try {
            Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(what.group(generation))
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
            found.forEach((partition, place) -> {
                if (place != null) {
                    known.put(partition, place);
                }
            });
            return known;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw unanswered(e);
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean holdsRecords(TopicPartition partition, long end) {
        if (Boolean.TRUE.equals(holdsRecords.get(partition))) {
            return true;
        }
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        var bytes = new ByteArrayDeserializer();
        boolean found = false;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!found && consumer.position(partition) < end) {
                found = !consumer.poll(POLL).isEmpty();
            }
        }
        holdsRecords.put(partition, found);
        return found;
    }

    /** How many processes take part in a generation. */
    int instances(int generation) {
        String group = what.group(generation);
        KafkaFuture<Integer> members = Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group))
                .thenApply(described -> described.members().size());
        Integer found = unless(GroupIdNotFoundException.class, members);
        return found == null ? 0 : found;
    }

    /** Deletes what Kafka keeps of a generation that has gone: its group and its changelog. False: somebody still runs it. */
    boolean delete(int generation) {
        String group = what.group(generation);
        try {
            unless(
                    GroupIdNotFoundException.class,
                    admin.deleteConsumerGroups(List.of(group)).all());
        } catch (RebuildException e) {
            if (e.getCause() instanceof ExecutionException refused
                    && refused.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw e;
        }
        unless(
                UnknownTopicOrPartitionException.class,
                admin.deleteTopics(List.of(what.changelog(generation))).all());
        return true;
    }

    private static <T> @Nullable T unless(Class<? extends Exception> notThere, KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (notThere.isInstance(e.getCause())) {
                return null;
            }
            throw unanswered(e);
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RebuildException unanswered(Exception e) {
        return new RebuildException("Kafka does not answer as expected: " + e.getMessage(), e);
    }

    private static RebuildException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RebuildException("interrupted; run it again, and it goes on where it was.", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
