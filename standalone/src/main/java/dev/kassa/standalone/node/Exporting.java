package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.export.ExportLimits;
import dev.kassa.export.ExportTopology;
import dev.kassa.export.work.ExportRunner;
import dev.kassa.export.work.KafkaExportOutbox;
import dev.kassa.export.work.WorkSettings;
import dev.kassa.export.work.WorkTally;
import dev.kassa.filestore.FolderStore;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Trends;
import dev.kassa.schema.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The application that decides on exports, and the threads that work on them. */
final class Exporting implements AutoCloseable {
    private static final String LABEL = "result";

    /** An export is given up after six hours, and the archive writes a file in minutes. */
    private static final Duration LONGEST_DRAFT = Duration.ofDays(1);

    private final StreamsApplication application;
    private final ExportRunner runner;

    private Exporting(StreamsApplication application, ExportRunner runner) {
        this.application = application;
        this.runner = runner;
    }

    /**
     * @param files stays the caller's
     * @param onDeath called once the application has given up for good
     */
    static Exporting start(
            Surroundings surroundings,
            Path stateFolder,
            Snapshots snapshots,
            Trends trends,
            FileStore files,
            ExportLimits limits,
            Runnable onDeath) {
        String worker = surroundings.instance() + "-" + UUID.randomUUID();
        Map<String, Object> clients = new HashMap<>(surroundings.clientProperties());
        clients.put("bootstrap.servers", surroundings.bootstrapServers());
        ExportRunner runner = new ExportRunner(
                snapshots,
                trends,
                files,
                new KafkaExportOutbox(surroundings.codecs(), worker, clients),
                worker,
                surroundings.partitions(),
                limits.rowsMax(),
                WorkSettings.SHIPPED);
        try {
            return new Exporting(Applications.exports(surroundings, stateFolder, limits, runner, onDeath), runner);
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /** A folder for files that only this process writes to: what a broken life of it left half written is removed. */
    static FileStore folder(Path folder) {
        try {
            return swept(new FolderStore(folder), Instant.now());
        } catch (IOException e) {
            throw new StartException(
                    "the folder " + folder.toAbsolutePath() + " cannot be used for files: " + e.getMessage(), e);
        }
    }

    /** A place that others write to as well: what is so old that nobody can be writing it any more is removed. */
    static FileStore shared(FileStore files) {
        return swept(files, Instant.now().minus(LONGEST_DRAFT));
    }

    private static FileStore swept(FileStore files, Instant before) {
        try {
            files.sweepDrafts(before);
            return files;
        } catch (IOException e) {
            throw new StartException("the place of exports' files cannot be used: " + e.getMessage(), e);
        }
    }

    void bind(Meters meters) {
        StreamsMeters.bind(meters, ExportTopology.APPLICATION, application);
        WorkTally tally = runner.tally();
        meters.gauge(Metric.EXPORTS_OPEN, runner::open);
        meters.gauge(Metric.EXPORTS_RUNNING, tally::running);
        meters.counter(Metric.EXPORTS_ROWS, tally::rows);
        for (WorkTally.End end : WorkTally.End.values()) {
            meters.counter(Metric.EXPORTS_ATTEMPTS, () -> tally.ends(end), LABEL, end.word());
        }
    }

    /** The application first: with its partitions everything that is worked on is left. */
    @Override
    public void close() {
        application.close();
        runner.close();
    }
}
