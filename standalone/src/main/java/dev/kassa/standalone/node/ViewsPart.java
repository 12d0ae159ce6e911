package dev.kassa.standalone.node;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.edge.Meters;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Metric;
import dev.kassa.schema.Topics;
import dev.kassa.view.ViewTopology;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The views of this process, running, and how they are asked. */
final class ViewsPart implements AutoCloseable {
    private static final GenerationFolders FOLDERS =
            new GenerationFolders(ViewTopology.APPLICATION_ID, ViewTopology::applicationId);

    private final RunningGenerations<ViewsGeneration> generations;

    /**
     * @param files where files of the archive are; stays the caller's
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once the views that serve have given up for good
     */
    ViewsPart(Surroundings surroundings, Path stateFolder, FileStore files, @Nullable String server, Runnable onDeath) {
        ArchiveFiles archive = new ArchiveFiles(files);
        generations = new RunningGenerations<>(
                new RunningGenerations.Kind<>(
                        "views",
                        Topics.VIEW_GENERATIONS,
                        FOLDERS,
                        (number, _, died) ->
                                ViewsGeneration.start(number, surroundings, stateFolder, archive, server, died)),
                surroundings,
                stateFolder,
                onDeath);
    }

    /** The application that serves now. */
    StreamsApplication application() {
        return generations.first().application();
    }

    /** Long reads over what the generation that serves leads here. */
    LocalSnapshots leading() {
        return generations.first().snapshots();
    }

    /** The same, whichever generation serves when one begins. */
    Snapshots snapshots() {
        return question -> leading().open(question);
    }

    /** The views, whichever generation has them. */
    ViewInstances serving() {
        return generations.serving();
    }

    /** Shows how they do, and what they found of the ledger. */
    void bind(Meters meters) {
        StreamsMeters.bind(meters, ViewTopology.APPLICATION, this::application);
        meters.gauge(
                Metric.LEDGER_UNBALANCED, () -> generations.first().progress().unbalancedEntries());
        meters.gauge(
                Metric.LEDGER_CHAIN_BREAKS, () -> generations.first().progress().chainBreaks());
        meters.gauge(
                Metric.ARCHIVE_FILES_OPEN, () -> generations.first().progress().archiveFilesOpen());
    }

    @Override
    public void close() {
        generations.close();
    }
}
