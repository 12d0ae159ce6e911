package dev.kassa.channel.simulator;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the simulator speaks TLS. Contexts are asked for anew at each connection, so that a new certificate is taken up.
 *
 * @param calls with who calls it, who must show a certificate; null: plain HTTP
 * @param callbacks with who gets its callbacks; null: plain HTTP
 */
public record SimulatorTls(
        @Nullable Supplier<SSLContext> calls, @Nullable Supplier<SSLContext> callbacks) {
    /** Plain HTTP everywhere: for one process, or one machine. */
    public static final SimulatorTls NONE = new SimulatorTls(null, null);
}
