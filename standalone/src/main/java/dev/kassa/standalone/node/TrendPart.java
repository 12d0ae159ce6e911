package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.query.ViewInstances;
import dev.kassa.trend.LocalTrends;
import dev.kassa.trend.Slice;
import dev.kassa.trend.TrendProgress;
import dev.kassa.trend.TrendTopology;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The trends of this process, running, and how they are asked. */
final class TrendPart implements AutoCloseable {
    private final StreamsApplication application;
    private final ViewInstances instances;

    /**
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once they have given up for good
     */
    TrendPart(Surroundings surroundings, Path stateFolder, @Nullable String server, Runnable onDeath) {
        TrendProgress progress = new TrendProgress();
        application = Applications.trend(surroundings, stateFolder, Slice.SHIPPED, progress, server, onDeath);
        instances = new LocalTrends(application.streams(), progress, surroundings.codecs());
    }

    /** The trends of the partitions that are here. */
    ViewInstances instances() {
        return instances;
    }

    StreamsApplication application() {
        return application;
    }

    void bind(Meters meters) {
        StreamsMeters.bind(meters, TrendTopology.APPLICATION, application);
    }

    @Override
    public void close() {
        application.close();
    }
}
