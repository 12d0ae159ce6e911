package dev.kassa.standalone.node;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.query.CopyLag;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.LocalViews;
import dev.kassa.query.PartitionRows;
import dev.kassa.query.ServingViews.Readable;
import dev.kassa.query.ViewRouting;
import dev.kassa.view.ViewProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One generation of the views, with long reads and what it found of the ledger. */
final class ViewsGeneration extends Generation {
    private final ViewProgress progress;
    private final LocalSnapshots snapshots;

    private ViewsGeneration(
            int number,
            StreamsApplication application,
            Readable readable,
            ViewProgress progress,
            LocalSnapshots snapshots) {
        super(number, application, readable);
        this.progress = progress;
        this.snapshots = snapshots;
    }

    /**
     * Starts it.
     *
     * @param archive where files of the archive are
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once it has given up for good
     */
    static ViewsGeneration start(
            int number,
            Surroundings surroundings,
            Path stateFolder,
            ArchiveFiles archive,
            @Nullable String server,
            Runnable onDeath) {
        ViewProgress progress = new ViewProgress();
        StreamsApplication application =
                Applications.views(surroundings, stateFolder, number, archive, progress, server, onDeath);
        PartitionRows rows = PartitionRows.of(application.streams()).with(archive);
        LocalViews views = new LocalViews(
                rows, progress, surroundings.codecs(), new CopyLag(() -> ViewRouting.lags(application.streams())));
        return new ViewsGeneration(
                number,
                application,
                new Readable(views),
                progress,
                new LocalSnapshots(rows, progress, surroundings.codecs()));
    }

    ViewProgress progress() {
        return progress;
    }

    LocalSnapshots snapshots() {
        return snapshots;
    }
}
