package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.ChannelOperation;
import dev.kassa.channel.ChannelCall;
import dev.kassa.channel.Commands;
import dev.kassa.channel.Outcome;
import dev.kassa.tls.DevelopmentAuthority;
import dev.kassa.tls.Tls;
import dev.kassa.wire.WireServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors and simulator in processes of their own: each knows the other by its certificate. */
class SimulatorTlsTest {
    private static final byte[] SECRET = "a secret of both sides".getBytes(UTF_8);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private static Tls tls(Path folder, String name) {
        return Tls.of(DevelopmentAuthority.in(folder, Instant.now())
                .issue(name, List.of("localhost", "127.0.0.1"), Instant.now()));
    }

    private static SimulatorChannel channel(SimulatorServer server, Tls shows, URI callbacks) {
        URI base = URI.create("https://127.0.0.1:" + server.port());
        return new SimulatorChannel(
                new SimulatorChannel.Settings("simulator", base, callbacks, SECRET, TIMEOUT).withTls(shows::context));
    }

    private static ChannelCall charge(String key, String token) {
        return Commands.call(ChannelOperation.AUTHORIZE, key, 1000, token, null);
    }

    @Test
    void whoShowsACertificateOfTheAuthorityIsServedAndCalledBack() throws Exception {
        AtomicInteger callbacks = new AtomicInteger();
        try (Tls server = tls(folder, "simulator");
                Tls connectors = tls(folder, "connectors");
                WireServer receiver = new WireServer(0, connectors::context, (route, body) -> {
                    callbacks.incrementAndGet();
                    return Optional.of(new WireServer.Response(200, new byte[0]));
                });
                SimulatorServer simulator =
                        new SimulatorServer(0, folder, SECRET, new SimulatorTls(server::context, server::context));
                SimulatorChannel channel =
                        channel(simulator, connectors, URI.create("https://127.0.0.1:" + receiver.port() + "/"))) {
            assertThat(channel.authorize(charge("k1", "tok_ok"))).isInstanceOf(Outcome.Approved.class);
            assertThat(channel.authorize(charge("k2", "tok_callback_late"))).isInstanceOf(Outcome.Pending.class);

            await().atMost(Duration.ofSeconds(20)).until(() -> callbacks.get() > 0);
        }
    }

    @Test
    void aStrangerIsNotServed() throws Exception {
        try (Tls server = tls(folder, "simulator");
                Tls friend = tls(folder, "friend");
                Tls stranger = tls(elsewhere, "stranger");
                SimulatorServer simulator =
                        new SimulatorServer(0, folder, SECRET, new SimulatorTls(server::context, null));
                SimulatorChannel strange = channel(simulator, stranger, URI.create("https://127.0.0.1:1/"));
                SimulatorChannel channel = channel(simulator, friend, URI.create("https://127.0.0.1:1/"))) {
            assertThat(strange.authorize(charge("k1", "tok_ok"))).isNotInstanceOf(Outcome.Approved.class);

            assertThat(channel.query(charge("k1", "tok_ok"))).isEmpty();
        }
    }
}
