package dev.kassa.standalone.node;

import dev.kassa.bank.BankErrands;
import dev.kassa.channel.runner.ChannelErrands;
import dev.kassa.channel.runner.ConnectorMetrics;
import dev.kassa.channel.runner.ConnectorRunner;
import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.channel.runner.Errands;
import java.util.List;

/** The runners of this process, of channels' calls and of the bank's, with whom they call. */
final class Connectors implements AutoCloseable {
    private static final String BANK_GROUP = "bank";

    private final Outside outside;
    private final ConnectorRunner channels;
    private final ConnectorRunner bank;

    private Connectors(Outside outside, ConnectorRunner channels, ConnectorRunner bank) {
        this.outside = outside;
        this.channels = channels;
        this.bank = bank;
    }

    /** @param outside closed with it */
    static Connectors start(Surroundings surroundings, Outside outside) {
        ConnectorRunner channels = runner(
                surroundings,
                new ChannelErrands(surroundings.codecs(), List.of(outside.simulator())),
                ConnectorSettings.of(ConnectorSettings.Kind.GROUP).groupId());
        ConnectorRunner bank = runner(surroundings, new BankErrands(surroundings.codecs(), outside.bank()), BANK_GROUP);
        Connectors connectors = new Connectors(outside, channels, bank);
        try {
            channels.start();
            bank.start();
            return connectors;
        } catch (RuntimeException e) {
            connectors.close();
            throw e;
        }
    }

    private static ConnectorRunner runner(Surroundings surroundings, Errands errands, String group) {
        ConnectorSettings settings = ConnectorSettings.of(ConnectorSettings.Kind.GROUP)
                .withGroup(group, group + "-" + surroundings.instance())
                .withHandsOver(surroundings.spread().handsOver());
        return new ConnectorRunner(
                surroundings.bootstrapServers(),
                surroundings.codecs(),
                errands,
                settings,
                surroundings.clientProperties());
    }

    /** What has been done so far at channels. */
    ConnectorMetrics metrics() {
        return channels.metrics();
    }

    /** What has been done so far at the bank. */
    ConnectorMetrics bankMetrics() {
        return bank.metrics();
    }

    @Override
    public void close() {
        channels.close();
        bank.close();
        outside.close();
    }
}
