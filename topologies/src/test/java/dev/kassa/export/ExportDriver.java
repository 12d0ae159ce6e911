package dev.kassa.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RequestExport;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The application over the test driver. The clock stands still unless it is told to move. */
final class ExportDriver implements AutoCloseable {
    static final ExportLimits LIMITS = new ExportLimits(2, 4, 1_000);

    final Desk desk = new Desk();
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final TopologyTestDriver driver;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int commands;

    ExportDriver(Path stateDir) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, ExportTopology.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(ExportTopology.build(codecs, LIMITS, desk), config, now);
    }

    /** A desk that keeps what it is told. */
    static final class Desk implements ExportDesk {
        final List<String> told = new ArrayList<>();

        @Override
        public void opened(int partition, Collection<Export> exports) {
            told.add("opened " + exports.stream().map(Export::status).toList());
        }

        @Override
        public void changed(int partition, Export export) {
            told.add("changed " + export.status() + " " + export.attempt());
        }

        @Override
        public void forgotten(int partition, Export export) {
            told.add("forgotten");
        }

        @Override
        public void closed(int partition) {
            told.add("closed");
        }
    }

    void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Asks for an export of a merchant, and returns the answer. */
    Reply request(String merchantId, @Nullable String key, String kind) {
        return ask(merchantId, key, new RequestExport(merchantId, "Acme", kind, "csv", null, null, true, null));
    }

    /** Asks, and returns the answer. */
    Reply ask(String scope, @Nullable String key, SpecificRecordBase body) {
        String id = "c" + ++commands;
        pipe(scope, new ExportEnvelope(id, "r-" + commands, "edge-1", "operator", key, body));
        List<Reply> replies = read(Topics.REPLIES);
        return Objects.requireNonNull(replies.getLast());
    }

    /** Tells what nobody awaits an answer to. */
    void tell(String scope, SpecificRecordBase body) {
        pipe(scope, new ExportEnvelope("", null, null, "worker:w", null, body));
    }

    private void pipe(String scope, ExportEnvelope envelope) {
        pipe(scope, codecs.of(Topics.EXPORT_COMMANDS).encode(envelope));
    }

    void pipe(String scope, byte[] value) {
        driver.createInputTopic(Topics.EXPORT_COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(scope.getBytes(UTF_8), value, now);
    }

    /** The facts since the last time, as status and attempt; {@code -} where one is known no more. */
    List<String> facts() {
        var codec = codecs.of(Topics.EXPORTS);
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(Topics.EXPORTS.name(), bytes, bytes).readValuesToList().stream()
                .map(value -> {
                    ExportFact fact = value == null ? null : codec.decode(value);
                    return fact == null ? "-" : fact.getStatus() + " " + fact.getAttempt();
                })
                .toList();
    }

    List<DeadLetter> deadLetters() {
        return read(Topics.DEAD_LETTERS);
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        var codec = codecs.of(topic);
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(topic.name(), bytes, bytes).readValuesToList().stream()
                .map(codec::decode)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
