package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.query.CopyLag;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.LocalViews;
import dev.kassa.query.PartitionRows;
import dev.kassa.schema.Metric;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The views of this process, running, and how they are asked. */
final class ViewsPart implements AutoCloseable {
    private final ViewProgress progress = new ViewProgress();
    private final StreamsApplication application;
    private final LocalViews local;
    private final LocalSnapshots snapshots;

    /**
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once the views have given up for good
     */
    ViewsPart(Surroundings surroundings, Path stateFolder, @Nullable String server, Runnable onDeath) {
        application = Applications.views(surroundings, stateFolder, progress, server, onDeath);
        PartitionRows rows = PartitionRows.of(application.streams());
        local = new LocalViews(rows, progress, surroundings.codecs(), new CopyLag(application.streams()));
        snapshots = new LocalSnapshots(rows, progress, surroundings.codecs());
    }

    StreamsApplication application() {
        return application;
    }

    LocalViews local() {
        return local;
    }

    /** Long reads over what this process leads. */
    LocalSnapshots snapshots() {
        return snapshots;
    }

    ViewProgress progress() {
        return progress;
    }

    /** Shows how they do, and what they found of the ledger. */
    void bind(Meters meters) {
        StreamsMeters.bind(meters, ViewTopology.APPLICATION, application);
        meters.gauge(Metric.LEDGER_UNBALANCED, progress::unbalancedEntries);
        meters.gauge(Metric.LEDGER_CHAIN_BREAKS, progress::chainBreaks);
    }

    @Override
    public void close() {
        application.close();
    }
}
