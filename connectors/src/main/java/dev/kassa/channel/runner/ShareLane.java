package dev.kassa.channel.runner;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One share consumer and its thread. Takes a batch, settles every record of it, takes the next. The last acknowledgements
 * of a batch travel with the next fetch; earlier ones are sent as they come.
 */
final class ShareLane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShareLane.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long HAND_OVER_CHECK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(200).toNanos();

    private final String topic;
    private final Map<String, Object> consumerConfig;
    private final ConnectorSettings settings;
    private final CallDesk desk;
    private final Counters counters;
    private final BlockingQueue<Taken> settled = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private volatile long stopDeadlineNanos;

    ShareLane(
            String topic,
            Map<String, Object> consumerConfig,
            ConnectorSettings settings,
            CallDesk desk,
            Counters counters) {
        this.topic = topic;
        this.consumerConfig = consumerConfig;
        this.settings = settings;
        this.desk = desk;
        this.counters = counters;
    }

    /** Takes no further batch; the thread ends once the batch under way is settled or the grace is over. */
    void stop() {
        stopDeadlineNanos = System.nanoTime() + settings.stopGrace().toNanos();
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            // A consumer that failed may hold records: closing it lets go of them, and a new one joins.
            try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                    consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.setAcknowledgementCommitCallback(this::acknowledged);
                consumer.subscribe(List.of(topic));
                takeBatches(consumer);
            } catch (RuntimeException e) {
                LOG.warn("a lane failed and starts again", e);
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void acknowledged(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception failure) {
        if (failure != null) {
            // The lock ran out or the broker changed: the records come again, and are asked about before a call.
            long count = offsets.values().stream().mapToLong(Set::size).sum();
            counters.lockLost.add(count);
            LOG.warn("acknowledgements were refused records={} reason={}", count, failure.toString());
        }
    }

    private void takeBatches(KafkaShareConsumer<byte[], byte[]> consumer) {
        while (!stopping) {
            if (!desk.hasRoom()) {
                LockSupport.parkNanos(2_000_000);
                continue;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                settleBatch(consumer, records);
            }
        }
    }

    private void settleBatch(KafkaShareConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        Set<Taken> open = HashSet.newHashSet(records.count());
        settled.clear();
        for (ConsumerRecord<byte[], byte[]> source : records) {
            int count = source.deliveryCount().orElse((short) 1);
            Taken taken = new Taken(source, ShareIntake.delivery(count, settings.deliveryCountLimit()), settled::add);
            open.add(taken);
            desk.take(taken);
        }
        long lockHalfGoneNanos = System.nanoTime() + settings.lockDuration().toNanos() / 2;
        List<Taken> drained = new ArrayList<>();
        while (!open.isEmpty()) {
            long now = System.nanoTime();
            if (stopping && now > stopDeadlineNanos) {
                release(consumer, open);
                return;
            }
            handOverSlow(open, now > lockHalfGoneNanos);
            drain(drained, HAND_OVER_CHECK_NANOS);
            boolean acknowledged = acknowledge(consumer, open, drained);
            if (acknowledged && !open.isEmpty()) {
                consumer.commitAsync();
            }
        }
    }

    /**
     * Hands over the calls that have outlasted the lane's patience. What still waits for its turn is not handed over, or
     * an overload would make more of itself, unless its lock would run out.
     */
    private void handOverSlow(Set<Taken> open, boolean all) {
        long patienceNanos = settings.patience().toNanos();
        for (Taken taken : open) {
            if (all || taken.callTakes(patienceNanos)) {
                desk.handOver(taken);
            }
        }
    }

    private void drain(List<Taken> into, long waitNanos) {
        into.clear();
        try {
            Taken first = settled.poll(waitNanos, NANOSECONDS);
            if (first != null) {
                into.add(first);
                settled.drainTo(into);
            }
        } catch (InterruptedException e) {
            stop();
        }
    }

    private static boolean acknowledge(
            KafkaShareConsumer<byte[], byte[]> consumer, Set<Taken> open, List<Taken> drained) {
        boolean any = false;
        for (Taken taken : drained) {
            // A record of an earlier consumer of this lane is none of this one's.
            if (open.remove(taken)) {
                consumer.acknowledge(
                        taken.source(), ShareIntake.done(taken) ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
                any = true;
            }
        }
        return any;
    }

    private static void release(KafkaShareConsumer<byte[], byte[]> consumer, Set<Taken> open) {
        LOG.info("stopping before every call has ended; the records come again records={}", open.size());
        open.forEach(taken -> consumer.acknowledge(taken.source(), AcknowledgeType.RELEASE));
        consumer.commitSync(Duration.ofSeconds(2));
    }
}
