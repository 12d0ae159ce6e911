package dev.kassa.standalone.node;

import dev.kassa.bank.BankCallbacks;
import dev.kassa.bank.simulator.HttpBank;
import dev.kassa.channel.ChannelCallbacks;
import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.port.Callbacks;
import dev.kassa.tls.Tls;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom an installation calls outside of it: its channels and its bank. */
record Outside(SimulatorChannel simulator, HttpBank bank) implements AutoCloseable {
    /**
     * @param simulatorUrl where the simulator listens
     * @param bankUrl where the bank listens
     * @param callbackUrl where the simulator sends its notifications, at the edge; the bank sends its own beside it
     * @param secret that both sign them with
     * @param tls shown to those at https; null: none is
     */
    static Outside at(URI simulatorUrl, URI bankUrl, URI callbackUrl, byte[] secret, @Nullable Tls tls) {
        SimulatorChannel simulator =
                new SimulatorChannel(SimulatorChannel.Settings.of(simulatorUrl, callbackUrl, secret)
                        .withTls(tls == null || !isHttps(simulatorUrl) ? null : tls::context));
        HttpBank bank = new HttpBank(
                bankUrl,
                callbackUrl.resolve(BankCallbacks.NAME),
                secret,
                HttpBank.CALL_TIMEOUT,
                tls == null || !isHttps(bankUrl) ? null : tls::context);
        return new Outside(simulator, bank);
    }

    /** Calls nobody, and reads what is told. */
    static Outside listening(byte[] secret) {
        URI nowhere = URI.create("http://127.0.0.1");
        return at(nowhere, nowhere, nowhere, secret, null);
    }

    static boolean isHttps(URI url) {
        return "https".equals(url.getScheme());
    }

    /** Reads what they tell by themselves, for the edge. */
    Callbacks callbacks() {
        return new BankCallbacks(bank, new ChannelCallbacks(List.of(simulator)));
    }

    @Override
    public void close() {
        simulator.close();
        bank.close();
    }
}
