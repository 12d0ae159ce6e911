package dev.kassa.standalone.node;

import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.edge.EdgeServer;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.query.LocalQueries;
import dev.kassa.query.PartitionStores;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.view.ViewProgress;
import java.nio.file.Path;

/** The views and the edge that reads them: they share a process, as the edge asks the views' own stores. */
final class ReadSide {
    private final StreamsApplication views;
    private final EdgeServer edge;

    private ReadSide(StreamsApplication views, EdgeServer edge) {
        this.views = views;
        this.edge = edge;
    }

    /**
     * @param simulator reads the simulator's notifications
     * @param onDeath called once the views have given up for good
     */
    static ReadSide start(
            Surroundings surroundings,
            Path stateFolder,
            EdgeSettings settings,
            SimulatorChannel simulator,
            RunningParts parts,
            Runnable onDeath) {
        ViewProgress progress = new ViewProgress();
        StreamsApplication views =
                parts.add(Rank.APPLICATIONS, Applications.views(surroundings, stateFolder, progress, onDeath));
        LocalQueries queries = new LocalQueries(
                PartitionStores.of(views.streams()), progress, surroundings.codecs(), surroundings.partitions());
        EdgeServer edge = parts.add(
                Rank.EDGE, EdgeServer.start(settings, surroundings.codecs(), queries, Connectors.callbacks(simulator)));
        return new ReadSide(views, edge);
    }

    boolean ready() {
        return views.ready() && edge.ready();
    }

    /** What is missing, in words, for a person. */
    String state() {
        return "views " + views.streams().state() + ", edge " + edge.notReady();
    }
}
