package dev.kassa.bench.run;

import dev.kassa.schema.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed to a topic from now on, without decoding it. Not thread-safe. */
final class Tail implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Tail(String bootstrapServers, Topic<?> topic) {
        this(bootstrapServers, topic.name(), House.PARTITIONS);
    }

    Tail(String bootstrapServers, String topic, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /**
     * Reads until so many records were seen.
     *
     * @throws IllegalStateException where nothing comes for so long
     */
    void read(long records, Duration silenceMax, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long seen = 0;
        long lastNs = System.nanoTime();
        while (seen < records) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                each.accept(found);
                seen++;
                lastNs = System.nanoTime();
            }
            if (System.nanoTime() - lastNs > silenceMax.toNanos()) {
                throw new IllegalStateException(
                        "%d of %d records came, then none for %s".formatted(seen, records, silenceMax));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
