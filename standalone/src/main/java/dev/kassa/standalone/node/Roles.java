package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.channel.simulator.SimulatorServer;
import dev.kassa.channel.simulator.SimulatorTls;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.EdgeTls;
import dev.kassa.edge.Meters;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.export.ExportLimits;
import dev.kassa.port.FileStore;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.PartitionStores;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.tls.Tls;
import dev.kassa.velocity.VelocityTopology;
import dev.kassa.view.ViewProgress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One application in a process of its own, in an installation that has its own Kafka and registry. What is returned is
 * running; closing it stops it.
 */
public final class Roles {
    private Roles() {}

    /** @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere */
    public static AutoCloseable core(
            Surroundings surroundings, Path stateFolder, @Nullable Integer metricsPort, Runnable onDeath) {
        return shown("core", Applications.core(surroundings, stateFolder, onDeath), metricsPort);
    }

    /** @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere */
    public static AutoCloseable velocity(
            Surroundings surroundings, Path stateFolder, @Nullable Integer metricsPort, Runnable onDeath) {
        return shown(
                VelocityTopology.APPLICATION, Applications.velocity(surroundings, stateFolder, onDeath), metricsPort);
    }

    /**
     * Exports, with views of their own to read: one process of an installation.
     *
     * @param files a folder that every edge and this process share
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     */
    public static AutoCloseable exports(
            Surroundings surroundings,
            Path stateFolder,
            Path files,
            ExportLimits limits,
            @Nullable Integer metricsPort,
            Runnable onDeath) {
        RunningParts parts = new RunningParts();
        try {
            FileStore store = parts.add(Rank.FOLDER, Exporting.folder(files));
            ViewProgress progress = new ViewProgress();
            StreamsApplication views = parts.add(
                    Rank.APPLICATIONS, Applications.viewsOfExports(surroundings, stateFolder, progress, onDeath));
            LocalSnapshots snapshots =
                    new LocalSnapshots(PartitionStores.of(views.streams()), progress, surroundings.codecs());
            Exporting exporting = parts.add(
                    Rank.EXPORTS, Exporting.start(surroundings, stateFolder, snapshots, store, limits, onDeath));
            Meters meters = new Meters();
            exporting.bind(meters);
            StreamsMeters.bind(meters, dev.kassa.schema.Applications.VIEWS_OF_EXPORTS.name(), views);
            return MetricsServer.beside(parts, metricsPort, meters);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static AutoCloseable shown(String name, StreamsApplication running, @Nullable Integer metricsPort) {
        Meters meters = new Meters();
        StreamsMeters.bind(meters, name, running);
        return MetricsServer.beside(running, metricsPort, meters);
    }

    /**
     * @param simulator where the simulator listens
     * @param callbackUrl where it sends its notifications
     */
    public static AutoCloseable connectors(
            Surroundings surroundings,
            URI simulator,
            URI callbackUrl,
            String secret,
            @Nullable Tls tls,
            @Nullable Integer metricsPort) {
        boolean https = "https".equals(simulator.getScheme());
        if (https && tls == null) {
            throw new StartException("a simulator at https is shown a certificate: give --tls DIR.");
        }
        SafeStart.requireTlsBeyondLoopback(simulator.getHost(), https);
        Connectors connectors = Connectors.start(
                surroundings,
                Connectors.simulatorAt(simulator, callbackUrl, secret.getBytes(UTF_8), https ? tls : null));
        Meters meters = new Meters();
        ConnectorMeters.bind(meters, connectors::metrics);
        return MetricsServer.beside(connectors, metricsPort, meters);
    }

    /** @param tls callers and it show each other certificates; null: plain HTTP */
    public static AutoCloseable simulator(int port, Path folder, String secret, @Nullable Tls tls) {
        if (tls != null && !tls.hasAuthority()) {
            throw new StartException("the simulator checks who calls it: give --tls-client-ca too.");
        }
        SimulatorTls simulatorTls = tls == null ? SimulatorTls.NONE : new SimulatorTls(tls::context, tls::context);
        return new SimulatorServer(port, folder, secret.getBytes(UTF_8), simulatorTls);
    }

    /**
     * The edge, with the views that it asks.
     *
     * @param files the folder of exports' files
     * @param geoip the GeoIP database; null: none
     */
    public static AutoCloseable edge(
            Surroundings surroundings,
            Path stateFolder,
            String host,
            int port,
            KeyHash keyHash,
            String operatorKey,
            String simulatorSecret,
            Path files,
            @Nullable Path geoip,
            @Nullable EdgeTls tls,
            Runnable onDeath) {
        SafeStart.requireTlsBeyondLoopback(host, tls != null);
        RunningParts parts = new RunningParts();
        SimulatorChannel simulator = parts.add(
                Rank.CONNECTORS,
                Connectors.simulatorAt(
                        URI.create("http://127.0.0.1"),
                        URI.create("http://127.0.0.1"),
                        simulatorSecret.getBytes(UTF_8)));
        EdgeSettings settings = EdgeSettings.of(surroundings.bootstrapServers(), host, port, keyHash, operatorKey)
                .withClientProperties(surroundings.clientProperties())
                .withGeoip(geoip)
                .withTls(tls);
        try {
            FileStore store = parts.add(Rank.FOLDER, Exporting.shared(files));
            ReadSide.start(surroundings, stateFolder, settings, simulator, store, parts, onDeath);
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }
}
