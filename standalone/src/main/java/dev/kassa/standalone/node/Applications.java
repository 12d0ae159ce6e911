package dev.kassa.standalone.node;

import dev.kassa.core.CoreSettings;
import dev.kassa.core.CoreTopology;
import dev.kassa.stream.StreamsSettings;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.nio.file.Path;
import java.time.Duration;

/** Starts the Kafka Streams applications, each with its guarantee and its commit interval. */
final class Applications {
    private static final Duration CORE_COMMIT = Duration.ofMillis(20);
    private static final Duration VIEWS_COMMIT = Duration.ofMillis(100);

    private Applications() {}

    static StreamsApplication core(Surroundings surroundings, Path stateFolder, Runnable onDeath) {
        StreamsSettings settings = StreamsSettings.of(
                "core", surroundings.bootstrapServers(), stateFolder, true, CORE_COMMIT);
        return StreamsApplication.start(
                CoreTopology.build(surroundings.codecs(), CoreSettings.EMBEDDED), settings, onDeath);
    }

    /** @param progress the one that the queries over it are given */
    static StreamsApplication views(
            Surroundings surroundings, Path stateFolder, ViewProgress progress, Runnable onDeath) {
        StreamsSettings settings = StreamsSettings.of(
                ViewTopology.APPLICATION, surroundings.bootstrapServers(), stateFolder, false, VIEWS_COMMIT);
        return StreamsApplication.start(ViewTopology.build(surroundings.codecs(), progress), settings, onDeath);
    }
}
