package dev.kassa.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.Command;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts on the topics what should not be there: noise, halves, and channels' outcomes told again in another order. */
final class Poison implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int AGAIN_MAX = 200;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroCodec<Command> codec;
    private final Random random;

    Poison(String bootstrapServers, Codecs codecs, long seed) {
        this.codec = codecs.of(Topics.COMMANDS);
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.COMMANDS.name(), partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** A burst of each. */
    void spread() {
        byte[] key = Callers.merchant(random.nextInt(8)).getBytes(UTF_8);
        for (String topic : List.of(Topics.COMMANDS.name(), Topics.CHANNEL_COMMANDS.name())) {
            byte[] noise = new byte[random.nextInt(1, 400)];
            random.nextBytes(noise);
            producer.send(new ProducerRecord<>(topic, key, noise));
            noise = new byte[30];
            noise[4] = 1;
            producer.send(new ProducerRecord<>(topic, key, noise));
        }
        tellAgain();
        producer.flush();
    }

    /** Outcomes that channels gave long ago, again and shuffled; one of them cut in half. */
    private void tellAgain() {
        List<ConsumerRecord<byte[], byte[]>> outcomes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(500))) {
            if (isOutcome(found.value())) {
                outcomes.add(found);
            }
        }
        Collections.shuffle(outcomes, random);
        List<ConsumerRecord<byte[], byte[]>> some = outcomes.subList(0, Math.min(AGAIN_MAX, outcomes.size()));
        some.forEach(found -> producer.send(new ProducerRecord<>(Topics.COMMANDS.name(), found.key(), found.value())));
        some.stream()
                .findFirst()
                .ifPresent(found -> producer.send(new ProducerRecord<>(
                        Topics.COMMANDS.name(), found.key(), Arrays.copyOf(found.value(), found.value().length / 2))));
    }

    private boolean isOutcome(byte[] value) {
        try {
            return value != null && codec.decode(value).getBody() instanceof ChannelOutcome;
        } catch (SerializationException poisoned) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
