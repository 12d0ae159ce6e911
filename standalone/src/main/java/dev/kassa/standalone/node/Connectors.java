package dev.kassa.standalone.node;

import dev.kassa.channel.ChannelCallbacks;
import dev.kassa.channel.runner.ConnectorMetrics;
import dev.kassa.channel.runner.ConnectorRunner;
import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.port.Callbacks;
import dev.kassa.tls.Tls;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels of this process and the runner that calls them. */
final class Connectors implements AutoCloseable {
    private final SimulatorChannel simulator;
    private final ConnectorRunner runner;

    private Connectors(SimulatorChannel simulator, ConnectorRunner runner) {
        this.simulator = simulator;
        this.runner = runner;
    }

    /**
     * @param simulatorUrl where the simulator listens
     * @param callbackUrl where it sends its notifications: the edge
     * @param secret that it signs them with
     */
    static SimulatorChannel simulatorAt(URI simulatorUrl, URI callbackUrl, byte[] secret) {
        return simulatorAt(simulatorUrl, callbackUrl, secret, null);
    }

    /** @param tls shown to the simulator; null: plain HTTP */
    static SimulatorChannel simulatorAt(URI simulatorUrl, URI callbackUrl, byte[] secret, @Nullable Tls tls) {
        return new SimulatorChannel(SimulatorChannel.Settings.of(simulatorUrl, callbackUrl, secret)
                .withTls(tls == null ? null : tls::context));
    }

    /** Reads the channels' notifications for the edge. */
    static Callbacks callbacks(SimulatorChannel simulator) {
        return new ChannelCallbacks(List.of(simulator));
    }

    static Connectors start(Surroundings surroundings, SimulatorChannel simulator) {
        ConnectorRunner runner = new ConnectorRunner(
                surroundings.bootstrapServers(),
                surroundings.codecs(),
                List.of(simulator),
                settings(surroundings),
                surroundings.clientProperties());
        runner.start();
        return new Connectors(simulator, runner);
    }

    private static ConnectorSettings settings(Surroundings surroundings) {
        ConnectorSettings usual = ConnectorSettings.of(ConnectorSettings.Kind.GROUP);
        return usual.withGroup(usual.groupId(), usual.groupId() + "-" + surroundings.instance())
                .withHandsOver(surroundings.spread().handsOver());
    }

    /** What has been done so far. */
    ConnectorMetrics metrics() {
        return runner.metrics();
    }

    @Override
    public void close() {
        runner.close();
        simulator.close();
    }
}
