package dev.kassa.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final TopicPartition PLACE = new TopicPartition("dead-letters", 0);

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRecordsOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Topics.toCreate(1, (short) 1)).all().get();
            }
            writeInATransaction(broker, "kept");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            assertThat(read(broker)).containsExactly("kept");
        }
    }

    /** What a crash leaves is what the folder holds at that moment. */
    @Test
    void comesBackFromACrashWithAllThatWasCommitted(@TempDir Path afterCrash) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Topics.toCreate(1, (short) 1)).all().get();
            }
            writeInATransaction(broker, "kept");
            copy(folder, afterCrash);
        }

        try (EmbeddedBroker successor = EmbeddedBroker.start(afterCrash)) {
            assertThat(read(successor)).containsExactly("kept");
        }
    }

    @Test
    void refusesAnotherPortAfterACrash(@TempDir Path afterCrash) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            copy(folder, afterCrash);

            assertThatThrownBy(() -> EmbeddedBroker.start(afterCrash))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(broker.bootstrapServers().substring("127.0.0.1:".length()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    private static void writeInATransaction(EmbeddedBroker broker, String text) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), null, text));
            producer.commitTransaction();
        }
    }

    private static List<String> read(EmbeddedBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            return consumer.poll(Duration.ofSeconds(10)).records(PLACE).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
