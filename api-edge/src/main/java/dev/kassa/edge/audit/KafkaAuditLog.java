package dev.kassa.edge.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AuditRecord;
import dev.kassa.schema.AuditChain;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log in Kafka: a bounded queue, and one thread that chains what waits and writes it.
 *
 * <p>While the log is away the producer tries for ever, so that the chain goes on where it was; what the queue cannot hold
 * meanwhile is lost, and the next record says how many were. Only where the producer itself is broken a new chain begins.
 */
public final class KafkaAuditLog implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditLog.class);
    private static final int QUEUE_MAX = 65_536;
    private static final int WINDOW = 1_000;
    private static final long POLL_MS = 100;
    private static final long RETRY_MS = 500;
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final ArrayBlockingQueue<Deed> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong unsaidLost = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Codecs codecs;
    private final Map<String, Object> clients;
    private final InstantSource clock;
    private final Thread thread;

    /** @param clients where the brokers are, and how to talk to them */
    public KafkaAuditLog(Codecs codecs, Map<String, Object> clients, InstantSource clock) {
        this.codecs = codecs;
        this.clients = Map.copyOf(clients);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("edge-audit").daemon().start(this::run);
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.MAX_VALUE);
        return config;
    }

    @Override
    public void add(Deed deed) {
        if (!queue.offer(deed)) {
            countLost(1);
        }
    }

    private void countLost(long count) {
        lost.addAndGet(count);
        unsaidLost.addAndGet(count);
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    @Override
    public long lost() {
        return lost.get();
    }

    private void run() {
        boolean ended = false;
        while (!ended) {
            try {
                write();
                ended = true;
            } catch (InterruptedException | InterruptException e) {
                ended = true;
            } catch (KafkaException | SchemaRegistryException e) {
                LOG.warn("the audit log begins a new chain in {} ms: {}", RETRY_MS, e.toString());
                ended = isStopped(RETRY_MS);
            }
        }
        if (!queue.isEmpty()) {
            LOG.error("{} audit records could not be written before the end", queue.size());
        }
    }

    /** Writes one chain, from its begin to its end. */
    private void write() throws InterruptedException {
        AuditChain chain = new AuditChain(newId(), lastHash());
        AvroCodec<AuditRecord> codec = codecs.of(Topics.AUDIT);
        ByteArraySerializer bytes = new ByteArraySerializer();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerConfig(), bytes, bytes);
        try {
            write(producer, chain, codec, List.of(Deed.ofTheEdge("audit.begin", clock.millis())));
            List<Deed> window = new ArrayList<>(WINDOW);
            while (!isStopped(0) || !queue.isEmpty()) {
                Deed first = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    window.add(first);
                    queue.drainTo(window, WINDOW - 1);
                    write(producer, chain, codec, window);
                    window.clear();
                }
            }
            write(producer, chain, codec, List.of(Deed.ofTheEdge("audit.end", clock.millis())));
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void write(
            KafkaProducer<byte[], byte[]> producer, AuditChain chain, AvroCodec<AuditRecord> codec, List<Deed> deeds)
            throws InterruptedException {
        List<Future<?>> taken = new ArrayList<>(deeds.size());
        try {
            for (Deed deed : deeds) {
                AuditRecord record = deed.unsealed(unsaidLost.getAndSet(0));
                chain.seal(record);
                byte[] key = record.getChainId().getBytes(UTF_8);
                taken.add(producer.send(new ProducerRecord<>(Topics.AUDIT.name(), 0, key, codec.encode(record))));
            }
            for (Future<?> each : taken) {
                each.get();
            }
        } catch (ExecutionException e) {
            countLost(deeds.size());
            throw new KafkaException("the log did not take " + deeds.size() + " audit records", e.getCause());
        }
    }

    private byte[] lastHash() {
        try (AuditTopic topic = new AuditTopic(codecs, clients)) {
            return topic.lastHash();
        }
    }

    private static String newId() {
        return "aud_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
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
            if (!thread.join(CLOSE)) {
                thread.interrupt();
                thread.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
