package dev.kassa.standalone.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ViewGenerations;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.view.Generations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The one record that says which generations there are. One at a time changes it: whoever takes it last, and an earlier one is refused
 * from then on. Used by one thread.
 */
final class GenerationLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ANSWER_MAX_MS = 30_000;

    private final Rebuilt what;
    private final TopicPartition partition;
    private final Map<String, Object> clients;
    private final AvroCodec<ViewGenerations> codec;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Takes the record, from whoever has it. */
    GenerationLog(Rebuilt what, Map<String, Object> clients, Codecs codecs) {
        this.what = what;
        this.partition = new TopicPartition(what.told().name(), 0);
        this.clients = Map.copyOf(clients);
        this.codec = codecs.of(what.told());
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, what.writer());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MAX_MS);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** What was written last; where nothing was, the first generation is alone. */
    Generations read() {
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            if (consumer.partitionsFor(partition.topic()).isEmpty()) {
                throw new RebuildException(
                        "there is no topic %s: make it with ./kassa run topics, and start the %s of this version first."
                                .formatted(partition.topic(), what.noun()),
                        null);
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Generations last = Generations.FIRST;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    last = Generations.of(codec.decode(record.value()));
                }
            }
            return last;
        }
    }

    /**
     * Writes it; every instance of the views follows at once.
     *
     * @throws RebuildException where another has taken it
     */
    Generations write(Generations next) {
        try {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    what.noun().getBytes(UTF_8),
                    codec.encode(next.toRecord())));
            producer.commitTransaction();
            return next;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw takenOver(e);
        } catch (KafkaException e) {
            if (e.getCause() instanceof ProducerFencedException
                    || e.getCause() instanceof InvalidProducerEpochException) {
                throw takenOver(e);
            }
            throw e;
        }
    }

    private RebuildException takenOver(KafkaException e) {
        return new RebuildException("another ./kassa %s has taken over; let that one end.".formatted(what.noun()), e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
