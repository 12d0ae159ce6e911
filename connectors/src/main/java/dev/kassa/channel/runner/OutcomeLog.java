package dev.kassa.channel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.DeadLetter;
import dev.kassa.channel.runner.Errand.Told;
import dev.kassa.channel.runner.Taken.Settlement;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes outcomes to {@code commands}, and settles a record once the broker has acknowledged its outcome. Thread-safe. */
final class OutcomeLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    private final Producer<byte[], byte[]> producer;
    private final CodecPool<Command> commands;
    private final CodecPool<DeadLetter> deadLetters;
    private final Counters counters;
    private final String idPrefix = "co_" + UUID.randomUUID() + "_";
    private final AtomicLong ids = new AtomicLong();

    OutcomeLog(String bootstrap, Codecs codecs, Map<String, ?> clientProperties, Counters counters) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.commands = new CodecPool<>(codecs, Topics.COMMANDS);
        this.deadLetters = new CodecPool<>(codecs, Topics.DEAD_LETTERS);
        this.counters = counters;
    }

    void outcome(Taken taken, Errand errand, Told told) {
        Command command = Command.newBuilder()
                .setCommandId(idPrefix + Long.toString(ids.incrementAndGet(), 36))
                .setActor(told.actor())
                .setBody(told.body())
                .build();
        byte[] value = commands.encode(command);
        byte[] key = errand.merchantId().getBytes(UTF_8);
        send(taken, new ProducerRecord<>(Topics.COMMANDS.name(), key, value), (metadata, failure) -> {
            if (failure == null) {
                counters.outcome(told.result());
                counters.hopLatency.record(
                        (System.currentTimeMillis() - taken.source().timestamp()) * 1_000);
            }
            settle(taken, errand.subjectId(), failure);
        });
    }

    void deadLetter(Taken taken, String reason) {
        ConsumerRecord<byte[], byte[]> source = taken.source();
        DeadLetter letter = DeadLetter.newBuilder()
                .setTopic(source.topic())
                .setPartition(source.partition())
                .setOffset(source.offset())
                .setReason(reason)
                .setKey(buffer(source.key()))
                .setValue(buffer(source.value()))
                .build();
        byte[] value = deadLetters.encode(letter);
        send(taken, new ProducerRecord<>(Topics.DEAD_LETTERS.name(), source.key(), value), (metadata, failure) -> {
            if (failure == null) {
                counters.deadLetters.increment();
            }
            settle(taken, null, failure);
        });
    }

    private void send(Taken taken, ProducerRecord<byte[], byte[]> outgoing, Callback callback) {
        try {
            producer.send(outgoing, callback);
        } catch (KafkaException | IllegalStateException e) {
            settle(taken, null, e);
        }
    }

    private void settle(Taken taken, @Nullable String subjectId, @Nullable Exception failure) {
        if (failure == null) {
            taken.settle(Settlement.IN_THE_LOG);
            return;
        }
        counters.retried.increment();
        LOG.atWarn()
                .addKeyValue("subject_id", subjectId)
                .addKeyValue("offset", taken.source().offset())
                .setCause(failure)
                .log("an outcome was not acknowledged");
        taken.handOverFailed();
        taken.settle(Settlement.COME_AGAIN);
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    /** Sends what is waiting, at most for a while. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
