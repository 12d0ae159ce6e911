package dev.kassa.standalone.node;

import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.edge.EdgeServer;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.Meters;
import dev.kassa.port.FileStore;
import dev.kassa.port.Shadows;
import dev.kassa.port.Snapshots;
import dev.kassa.query.LocalQueries;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.PartitionStores;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.Metric;
import dev.kassa.shadow.ShadowRuns;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.nio.file.Path;
import java.util.Map;

/** The views and the edge that reads them: they share a process, as the edge asks the views' own stores. */
final class ReadSide {
    private final StreamsApplication views;
    private final EdgeServer edge;
    private final Snapshots snapshots;

    private ReadSide(StreamsApplication views, EdgeServer edge, Snapshots snapshots) {
        this.views = views;
        this.edge = edge;
        this.snapshots = snapshots;
    }

    /**
     * @param simulator reads the simulator's notifications
     * @param files where exports' files are
     * @param onDeath called once the views have given up for good
     */
    static ReadSide start(
            Surroundings surroundings,
            Path stateFolder,
            EdgeSettings settings,
            SimulatorChannel simulator,
            FileStore files,
            RunningParts parts,
            Runnable onDeath) {
        ViewProgress progress = new ViewProgress();
        StreamsApplication views =
                parts.add(Rank.APPLICATIONS, Applications.views(surroundings, stateFolder, progress, onDeath));
        PartitionStores stores = PartitionStores.of(views.streams());
        LocalQueries queries = new LocalQueries(stores, progress, surroundings.codecs(), surroundings.partitions());
        EdgeServer edge = parts.add(
                Rank.EDGE,
                EdgeServer.start(
                        settings,
                        surroundings.codecs(),
                        queries,
                        Connectors.callbacks(simulator),
                        shadows(surroundings),
                        files));
        bind(edge.meters(), views, progress);
        return new ReadSide(views, edge, new LocalSnapshots(stores, progress, surroundings.codecs()));
    }

    /** Long reads over the views. */
    Snapshots snapshots() {
        return snapshots;
    }

    private static Shadows shadows(Surroundings surroundings) {
        LogReader reader = new LogReader(surroundings.bootstrapServers(), Map.copyOf(surroundings.clientProperties()));
        return new ShadowRuns(reader, surroundings.codecs(), surroundings.partitions());
    }

    /** The metrics of the process, with those of the views and of the ledger that they hold. */
    Meters meters() {
        return edge.meters();
    }

    private static void bind(Meters meters, StreamsApplication views, ViewProgress progress) {
        StreamsMeters.bind(meters, ViewTopology.APPLICATION, views);
        meters.gauge(Metric.LEDGER_UNBALANCED, progress::unbalancedEntries);
        meters.gauge(Metric.LEDGER_CHAIN_BREAKS, progress::chainBreaks);
    }

    boolean ready() {
        return views.ready() && edge.ready();
    }

    /** What is missing, in words, for a person. */
    String state() {
        return "views " + views.streams().state() + ", edge " + edge.notReady();
    }
}
