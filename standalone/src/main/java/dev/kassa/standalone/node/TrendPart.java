package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.query.ServingViews.Readable;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Topics;
import dev.kassa.trend.LocalTrends;
import dev.kassa.trend.Slice;
import dev.kassa.trend.TrendProgress;
import dev.kassa.trend.TrendTopology;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trends of this process, running, and how they are asked. */
final class TrendPart implements AutoCloseable {
    private static final GenerationFolders FOLDERS =
            new GenerationFolders(TrendTopology.APPLICATION_ID, TrendTopology::applicationId);

    private final RunningGenerations<Generation> generations;

    /**
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once the trends that serve have given up for good
     */
    TrendPart(Surroundings surroundings, Path stateFolder, @Nullable String server, Runnable onDeath) {
        generations = new RunningGenerations<>(
                new RunningGenerations.Kind<>(
                        "trends",
                        Topics.TREND_GENERATIONS,
                        FOLDERS,
                        (number, told, died) -> start(
                                number, Slice.told(told.slicesOf(number)), surroundings, stateFolder, server, died)),
                surroundings,
                stateFolder,
                onDeath);
    }

    private static Generation start(
            int number,
            List<Slice> slices,
            Surroundings surroundings,
            Path stateFolder,
            @Nullable String server,
            Runnable onDeath) {
        TrendProgress progress = new TrendProgress();
        StreamsApplication application =
                Applications.trend(surroundings, stateFolder, number, slices, progress, server, onDeath);
        LocalTrends trends = new LocalTrends(application.streams(), progress, surroundings.codecs());
        return new Generation(number, application, new Readable(trends));
    }

    /** The trends of the partitions that are here, whichever generation has them. */
    ViewInstances instances() {
        return generations.serving();
    }

    /** The application that serves now. */
    StreamsApplication application() {
        return generations.first().application();
    }

    void bind(Meters meters) {
        StreamsMeters.bind(meters, TrendTopology.APPLICATION, this::application);
    }

    @Override
    public void close() {
        generations.close();
    }
}
