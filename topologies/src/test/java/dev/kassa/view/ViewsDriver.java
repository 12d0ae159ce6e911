package dev.kassa.view;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.archive.MemoryFiles;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.LocalViews;
import dev.kassa.query.PartitionRows;
import dev.kassa.query.ViewQueries;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The views over the test driver, which has one partition, with a log to feed them and queries over them. */
public final class ViewsDriver implements AutoCloseable {
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final ViewProgress progress = new ViewProgress();
    private final MemoryFiles files = new MemoryFiles();
    private final ArchiveFiles archive = new ArchiveFiles(files);
    private final TopologyTestDriver driver;
    private final FactLog log = new FactLog(codecs, 0, this::pipe);
    private final ViewQueries queries;

    public ViewsDriver(Path stateDir) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, ViewTopology.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(ViewTopology.build(codecs, archive, progress), config);
        queries = new ViewQueries(new LocalViews(new Store().with(archive), progress, codecs, _ -> 0), codecs, 1);
    }

    public FactLog log() {
        return log;
    }

    public ViewQueries queries() {
        return queries;
    }

    public LocalSnapshots snapshots() {
        return new LocalSnapshots(new Store().with(archive), progress, codecs);
    }

    /** Queries over the same views that have read nothing of the archive yet. */
    public ViewQueries readers() {
        return new ViewQueries(
                new LocalViews(new Store().with(new ArchiveFiles(files)), progress, codecs, _ -> 0), codecs, 1);
    }

    /** Where files of the archive are. */
    public MemoryFiles files() {
        return files;
    }

    /** Lets the views go through what they were told of in the archive, to the end. */
    public void goThroughArchive() {
        long giveUpAt = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (progress.archiveFilesOpen() > 0) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError(progress.archiveFilesOpen() + " files of the archive are still open");
            }
            stepThroughArchive();
            Thread.onSpinWait();
        }
    }

    /** One step of that. */
    public void stepThroughArchive() {
        driver.advanceWallClockTime(Duration.ofMillis(50));
    }

    public Codecs codecs() {
        return codecs;
    }

    public KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(ViewStores.FACTS);
    }

    /** Whether a reader who demands a position is answered in time. */
    public boolean reaches(FactPosition position, Duration atMost) {
        try {
            queries.with(new Reading(position, atMost, false)).requireAll();
            return true;
        } catch (ViewUnavailableException e) {
            if (!"the views have not seen this position yet".equals(e.getMessage())) {
                throw e;
            }
            return false;
        }
    }

    /** The store of the driver, as rows. */
    private final class Store implements PartitionRows {
        @Override
        public <R> R read(int partition, boolean active, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
            return read.apply(store());
        }
    }

    /** A record comes in. */
    public void pipe(String topic, byte[] key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    /** What was put aside since it was last asked. */
    public List<DeadLetter> deadLetters() {
        var deserializer = new ByteArrayDeserializer();
        var codec = codecs.of(Topics.DEAD_LETTERS);
        return driver
                .createOutputTopic(Topics.DEAD_LETTERS.name(), deserializer, deserializer)
                .readValuesToList()
                .stream()
                .map(codec::decode)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
