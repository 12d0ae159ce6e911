package dev.kassa.standalone.node;

import dev.kassa.core.CoreSettings;
import dev.kassa.core.CoreTopology;
import dev.kassa.stream.StreamsSettings;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts the Kafka Streams applications, each with its guarantee and its commit interval. */
public final class Applications {
    private static final Duration CORE_COMMIT = Duration.ofMillis(20);
    private static final Duration VIEWS_COMMIT = Duration.ofMillis(100);
    private static final int THREADS = 1;
    private static final long CACHE_BYTES = 32L << 20;

    private Applications() {}

    /**
     * @param stateFolder the same at each start
     * @param onDeath called once it has given up for good
     */
    public static StreamsApplication core(Surroundings surroundings, Path stateFolder, Runnable onDeath) {
        CoreSettings embedded = CoreSettings.EMBEDDED;
        CoreSettings core = new CoreSettings(
                surroundings.partitions(), embedded.channels(), embedded.defaultChannel(), embedded.idempotencyHold());
        return StreamsApplication.start(
                CoreTopology.build(surroundings.codecs(), core),
                settings("core", surroundings, stateFolder, true, CORE_COMMIT),
                onDeath);
    }

    /** @param progress the one that the queries over it are given */
    public static StreamsApplication views(
            Surroundings surroundings, Path stateFolder, ViewProgress progress, Runnable onDeath) {
        return StreamsApplication.start(
                ViewTopology.build(surroundings.codecs(), progress),
                settings(ViewTopology.APPLICATION, surroundings, stateFolder, false, VIEWS_COMMIT),
                onDeath);
    }

    private static StreamsSettings settings(
            String application, Surroundings surroundings, Path stateFolder, boolean exactlyOnce, Duration commit) {
        return new StreamsSettings(
                application,
                surroundings.bootstrapServers(),
                stateFolder,
                application + "-" + surroundings.instance(),
                exactlyOnce,
                commit,
                THREADS,
                CACHE_BYTES,
                surroundings.replicationFactor(),
                Map.of());
    }
}
