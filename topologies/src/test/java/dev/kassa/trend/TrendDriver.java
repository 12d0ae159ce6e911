package dev.kassa.trend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.port.Trends;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;

/** The trend application over the test driver, with one partition, and what it is asked. */
final class TrendDriver implements AutoCloseable {
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final TopologyTestDriver driver;
    private final TrendProgress progress = new TrendProgress();

    TrendDriver(Path stateDir) {
        this(stateDir, Slice.SHIPPED);
    }

    TrendDriver(Path stateDir, List<Slice> slices) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, TrendTopology.APPLICATION_ID);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(TrendTopology.build(codecs, slices, progress), config);
    }

    TrendProgress progress() {
        return progress;
    }

    <T extends SpecificRecordBase> void reads(Topic<T> topic, T fact, long appendedMs) {
        reads(topic.name(), codecs.of(topic).encode(fact), appendedMs);
    }

    void reads(String topic, byte[] value, long appendedMs) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("key".getBytes(UTF_8), value, Instant.ofEpochMilli(appendedMs));
    }

    /** How many were put aside. */
    int deadLetters() {
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(Topics.DEAD_LETTERS.name(), bytes, bytes).readValuesToList().stream()
                .map(codecs.of(Topics.DEAD_LETTERS)::decode)
                .map(DeadLetter::getTopic)
                .toList()
                .size();
    }

    Trends trends() {
        return new TrendQueries(
                questions -> questions.stream()
                        .map(question -> read(question.getPartition(), question.getAsk()))
                        .toList(),
                1);
    }

    private ViewAnswer read(int partition, Object ask) {
        TrendStore store = (TrendStore) driver.getStateStore(TrendStores.CELLS);
        return store.query(
                        new TrendReading<>(
                                written -> new TrendAnswers(written, TrendCodecs.of(codecs)).answer(partition, ask)),
                        PositionBound.unbounded(),
                        new QueryConfig(false))
                .getResult();
    }

    @Override
    public void close() {
        driver.close();
    }
}
