package dev.kassa.standalone.node;

import dev.kassa.query.CopyLag;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.LocalViews;
import dev.kassa.query.PartitionRows;
import dev.kassa.query.ServingViews.Readable;
import dev.kassa.query.ViewRouting;
import dev.kassa.view.ViewProgress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of the views in this process, running, and how it is read. */
final class ViewsGeneration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsGeneration.class);

    /** Longer than anybody may wait for a position. */
    private static final Duration READERS_MAX = Duration.ofSeconds(30);

    private final ViewProgress progress = new ViewProgress();
    private final int number;
    private final StreamsApplication application;
    private final Readable readable;
    private final LocalSnapshots snapshots;

    /**
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once it has given up for good
     */
    ViewsGeneration(
            int number, Surroundings surroundings, Path stateFolder, @Nullable String server, Runnable onDeath) {
        this.number = number;
        application = Applications.views(surroundings, stateFolder, number, progress, server, onDeath);
        PartitionRows rows = PartitionRows.of(application.streams());
        snapshots = new LocalSnapshots(rows, progress, surroundings.codecs());
        readable = new Readable(new LocalViews(
                rows, progress, surroundings.codecs(), new CopyLag(() -> ViewRouting.lags(application.streams()))));
    }

    int number() {
        return number;
    }

    StreamsApplication application() {
        return application;
    }

    ViewProgress progress() {
        return progress;
    }

    LocalSnapshots snapshots() {
        return snapshots;
    }

    Readable readable() {
        return readable;
    }

    /** Ends it for good, once those who read in it have ended. Nobody may be sent to it any more. */
    void retire() throws InterruptedException {
        if (!readable.awaitReaders(READERS_MAX)) {
            LOG.warn(
                    "generation {} of the views is still read after {}: it is closed all the same",
                    number,
                    READERS_MAX);
        }
        application.leave();
    }

    @Override
    public void close() {
        application.close();
    }
}
