package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kassa.edge.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics} of a process that has no edge, on 127.0.0.1. Whoever scrapes from elsewhere comes by an agent there. */
final class MetricsServer implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BACKLOG = 16;

    private final HttpServer server;

    /** @param port 0 for any that is free */
    MetricsServer(int port, Meters meters) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new StartException(
                    "port %d for metrics is taken: choose another with --metrics-port.".formatted(port), e);
        }
        server.createContext("/metrics", exchange -> answer(exchange, meters));
        server.start();
    }

    private static void answer(HttpExchange exchange, Meters meters) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] metrics = meters.scrape().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * A role with its metrics, closed together.
     *
     * @param port null: its metrics are not shown
     */
    static AutoCloseable beside(AutoCloseable role, @Nullable Integer port, Meters meters) {
        if (port == null) {
            return role;
        }
        try {
            MetricsServer metrics = new MetricsServer(port, meters);
            return () -> {
                metrics.close();
                role.close();
            };
        } catch (StartException e) {
            try {
                role.close();
            } catch (Exception suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
