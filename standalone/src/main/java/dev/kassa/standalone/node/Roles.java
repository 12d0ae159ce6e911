package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.channel.simulator.SimulatorServer;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.standalone.node.RunningParts.Rank;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One application in a process of its own, in an installation that has its own Kafka and registry. What is returned is
 * running; closing it stops it.
 */
public final class Roles {
    private Roles() {}

    public static AutoCloseable core(Surroundings surroundings, Path stateFolder, Runnable onDeath) {
        return Applications.core(surroundings, stateFolder, onDeath);
    }

    /**
     * @param simulator where the simulator listens
     * @param callbackUrl where it sends its notifications
     */
    public static AutoCloseable connectors(Surroundings surroundings, URI simulator, URI callbackUrl, String secret) {
        return Connectors.start(surroundings, Connectors.simulatorAt(simulator, callbackUrl, secret.getBytes(UTF_8)));
    }

    public static AutoCloseable simulator(int port, Path folder, String secret) {
        return new SimulatorServer(port, folder, secret.getBytes(UTF_8));
    }

    /**
     * The edge, with the views that it asks.
     *
     * @param geoip the GeoIP database; null: none
     */
    public static AutoCloseable edge(
            Surroundings surroundings,
            Path stateFolder,
            String host,
            int port,
            String operatorKey,
            String simulatorSecret,
            @Nullable Path geoip,
            Runnable onDeath) {
        RunningParts parts = new RunningParts();
        SimulatorChannel simulator = parts.add(
                Rank.CONNECTORS,
                Connectors.simulatorAt(
                        URI.create("http://127.0.0.1"),
                        URI.create("http://127.0.0.1"),
                        simulatorSecret.getBytes(UTF_8)));
        EdgeSettings settings = EdgeSettings.of(
                        surroundings.bootstrapServers(), host, port, OperatorKey.hash(operatorKey))
                .withGeoip(geoip);
        try {
            ReadSide.start(surroundings, stateFolder, settings, simulator, parts, onDeath);
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }
}
