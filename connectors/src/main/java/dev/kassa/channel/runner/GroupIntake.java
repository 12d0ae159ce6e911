package dev.kassa.channel.runner;

import dev.kassa.channel.runner.Taken.Delivery;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer group with static membership. Records are carried out in any order; a partition's offset is committed up to
 * the first record that is not settled. What was in a partition when it was assigned may have been called by whoever had
 * it before, so it is asked about first.
 */
final class GroupIntake implements Intake, Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupIntake.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(200).toNanos();

    private final String topic;
    private final Map<String, Object> consumerConfig;
    private final ConnectorSettings settings;
    private final CallDesk desk;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final BlockingQueue<Taken> again = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("connector-group").daemon().unstarted(this);
    private volatile boolean stopping;
    // Of the consumer that the thread has now; used by the thread alone.
    private KafkaConsumer<byte[], byte[]> consumer;

    @SuppressWarnings("NullAway.Init")
    GroupIntake(
            String topic,
            String bootstrap,
            Map<String, ?> clientProperties,
            ConnectorSettings settings,
            CallDesk desk) {
        this.topic = topic;
        this.settings = settings;
        this.desk = desk;
        this.consumerConfig = new HashMap<>(clientProperties);
        consumerConfig.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        consumerConfig.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        consumerConfig.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
        consumerConfig.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instanceId());
        consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        consumerConfig.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        consumerConfig.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        consumerConfig.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        consumerConfig.putIfAbsent(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopping = true;
        try {
            thread.join(settings.stopGrace().plus(Duration.ofSeconds(3)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> fresh =
                    new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = fresh;
                progress.clear();
                consumer.subscribe(List.of(topic), this);
                takeRecords();
                finish();
            } catch (RuntimeException e) {
                LOG.warn("the intake failed and starts again", e);
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void takeRecords() {
        long commitAtNanos = System.nanoTime() + COMMIT_NANOS;
        while (!stopping) {
            if (desk.hasRoom()) {
                consumer.poll(POLL).forEach(this::take);
            } else {
                LockSupport.parkNanos(2_000_000);
            }
            takeAgain();
            if (System.nanoTime() > commitAtNanos) {
                Map<TopicPartition, OffsetAndMetadata> offsets = settledOffsets(progress.keySet());
                if (!offsets.isEmpty()) {
                    consumer.commitAsync(offsets, GroupIntake::committed);
                }
                commitAtNanos = System.nanoTime() + COMMIT_NANOS;
            }
        }
    }

    private static void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        if (failure != null) {
            LOG.warn("offsets were not committed, later ones will be offsets={}", offsets, failure);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> source) {
        PartitionProgress partition = progress.computeIfAbsent(
                new TopicPartition(source.topic(), source.partition()), p -> new PartitionProgress(0));
        Taken taken = new Taken(source, partition.delivery(source.offset()), this::settled);
        partition.add(taken);
        desk.take(taken);
    }

    private void settled(Taken taken) {
        if (!ShareIntake.done(taken)) {
            again.add(taken);
        }
    }

    /** What did not get into the log is carried out again, as if it had been delivered again. */
    private void takeAgain() {
        for (Taken failed = again.poll(); failed != null; failed = again.poll()) {
            ConsumerRecord<byte[], byte[]> source = failed.source();
            PartitionProgress partition = progress.get(new TopicPartition(source.topic(), source.partition()));
            Taken next = new Taken(source, Delivery.AGAIN, this::settled);
            if (partition != null && partition.replace(failed, next)) {
                desk.take(next);
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> settledOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress done = progress.get(partition);
            if (done != null) {
                done.advance().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return offsets;
    }

    private void finish() {
        long deadline = System.nanoTime() + settings.stopGrace().toNanos();
        while (desk.inFlight() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(2_000_000);
        }
        commitNow(progress.keySet());
        consumer.close(CloseOptions.groupMembershipOperation(
                settings.handsOver()
                        ? GroupMembershipOperation.LEAVE_GROUP
                        : GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    private void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = settledOffsets(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, Duration.ofSeconds(2));
        } catch (KafkaException e) {
            LOG.warn("offsets were not committed, so their records come again offsets={}", offsets, e);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> progress.put(partition, new PartitionProgress(end)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow(partitions);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(progress::remove);
    }
}
