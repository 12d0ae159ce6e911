package dev.kassa.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    void comesBackFromACrashOnOtherPortsWithAllThatWasCommittedAndNothingElse(@TempDir Path afterCrash)
            throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Topics.toCreate(1, (short) 1)).all().get();
            }
            try (KafkaProducer<String, String> producer = producer(broker)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(record("kept"));
                producer.commitTransaction();
                producer.beginTransaction();
                producer.send(record("not committed")).get();
                copy(folder, afterCrash);
            }
        }

        try (EmbeddedBroker successor = EmbeddedBroker.start(afterCrash)) {
            writeInATransaction(successor, "after");
            assertThat(read(successor)).containsExactly("kept", "after");
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
        try (KafkaProducer<String, String> producer = producer(broker)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(text));
            producer.commitTransaction();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static ProducerRecord<String, String> record(String text) {
        return new ProducerRecord<>(PLACE.topic(), PLACE.partition(), null, text);
    }

    private static List<String> read(EmbeddedBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            List<String> texts = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(record.value()));
                return consumer.currentLag(PLACE).orElse(1) == 0;
            });
            return texts;
        }
    }
}
