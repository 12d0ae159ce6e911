package dev.kassa.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server on 127.0.0.1, a virtual thread for each connection: the simulator shares its machine with what
 * it serves, and the JDK's server took several times the processor time. Thread-safe.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration ACCEPTOR_END_MAX = Duration.ofSeconds(1);
    private static final int CONNECTIONS_MAX = 12_000;

    private final ServerSocket socket;
    private final @Nullable Supplier<SSLContext> tls;
    private final Thread acceptor;
    private final BiFunction<String, byte[], Optional<Response>> handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** A status and a JSON body. */
    public record Response(int status, byte[] body) {}

    /**
     * Listens.
     *
     * @param handler takes {@code METHOD /path} and the body; an empty answer closes the connection without one
     */
    public WireServer(int port, BiFunction<String, byte[], Optional<Response>> handler) throws IOException {
        this(port, null, handler);
    }

    /** @param tls asked for each connection, and a client must show a certificate; null: plain HTTP */
    public WireServer(
            int port, @Nullable Supplier<SSLContext> tls, BiFunction<String, byte[], Optional<Response>> handler)
            throws IOException {
        this.handler = handler;
        this.tls = tls;
        this.socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        this.acceptor = Thread.ofPlatform().name("simulator-accept").daemon().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (connections.size() >= CONNECTIONS_MAX) {
                    LOG.warn("a connection too many connections_max={}", CONNECTIONS_MAX);
                    connection.close();
                    continue;
                }
                connections.add(connection);
                Thread.ofVirtual().name("simulator-connection").start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("a connection could not be accepted", e);
                }
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted;
                Socket connection = secured(accepted)) {
            connection.setTcpNoDelay(true);
            WireReader reader = new WireReader(connection.getInputStream(), BODY_BYTES_MAX);
            boolean open = true;
            while (open) {
                open = answer(connection, reader);
            }
        } catch (WireReader.NothingSaidException e) {
            LOG.trace("a client closed its connection", e);
        } catch (IOException e) {
            LOG.debug("a connection broke", e);
        } finally {
            connections.remove(accepted);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        if (tls == null) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.get().getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(true);
        socket.startHandshake();
        return socket;
    }

    /** Whether the connection stays open. */
    private boolean answer(Socket connection, WireReader reader) throws IOException {
        WireReader.Message message;
        try {
            message = reader.next();
        } catch (WireReader.TooLargeException e) {
            LOG.debug("too large", e);
            write(connection, new Response(413, "{\"error\":\"too large\"}".getBytes(ISO_8859_1)));
            return false;
        }
        String line = message.startLine();
        int version = line.lastIndexOf(' ');
        Optional<Response> response;
        try {
            response = version < 0 ? Optional.empty() : handler.apply(line.substring(0, version), message.body());
        } catch (RuntimeException e) {
            LOG.error("a request failed request={}", line, e);
            response = Optional.of(new Response(500, "{\"error\":\"a bug\"}".getBytes(ISO_8859_1)));
        }
        if (response.isEmpty()) {
            return false;
        }
        write(connection, response.get());
        return message.keepAlive();
    }

    private static void write(Socket connection, Response response) throws IOException {
        byte[] head = ("HTTP/1.1 " + response.status()
                        + " -\r\nContent-Type: application/json\r\nContent-Length: "
                        + response.body().length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + response.body().length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(response.body(), 0, all, head.length, response.body().length);
        connection.getOutputStream().write(all);
    }

    /** Stops listening and breaks every connection. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            // The port listens for as long as a thread is still on its way out of accept.
            acceptor.join(ACCEPTOR_END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
