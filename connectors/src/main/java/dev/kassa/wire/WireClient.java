package dev.kassa.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 client of one server, for virtual threads: blocking sockets, kept open. It takes a third of the
 * processor time of the JDK's client, which counts on a machine that the load generator, the broker and the topologies
 * share. Thread-safe.
 */
public final class WireClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireClient.class);
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int IDLE_MAX = 512;

    private final URI base;
    private final InetSocketAddress address;
    private final int timeoutMs;
    private final @Nullable Supplier<SSLContext> tls;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    /** A status and a body. */
    public record Response(int status, byte[] body) {}

    private record Connection(Socket socket, WireReader reader) {}

    public WireClient(URI base, Duration timeout) {
        this(base, timeout, null);
    }

    /** @param tls asked for each connection; null: plain HTTP */
    public WireClient(URI base, Duration timeout, @Nullable Supplier<SSLContext> tls) {
        this.base = base;
        this.tls = tls;
        int usualPort = tls == null ? 80 : 443;
        this.address = new InetSocketAddress(base.getHost(), base.getPort() < 0 ? usualPort : base.getPort());
        this.timeoutMs = Math.toIntExact(timeout.toMillis());
    }

    /**
     * Sends a request that may be sent twice without harm: over a kept connection that turns out to be closed, it is sent
     * once more over a new one.
     *
     * @throws ConnectException only where nothing was sent at all
     * @throws java.net.SocketTimeoutException where no answer came in time
     * @throws IOException where there was no whole answer
     */
    public Response send(String method, String path, byte[] body) throws IOException {
        try (CallSpan span = CallSpan.begin(method, base, path)) {
            try {
                Response response = send(request(method, path, span.headers(), body));
                span.answered(response.status());
                return response;
            } catch (IOException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    private Response send(byte[] request) throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            idleCount.decrementAndGet();
            try {
                return exchange(kept, request);
            } catch (WireReader.NothingSaidException | SocketException | SSLException e) {
                LOG.debug("a kept connection was closed", e);
            }
            try {
                return exchange(connect(), request);
            } catch (ConnectException e) {
                throw new IOException("the connection was closed, and another could not be made", e);
            }
        }
        return exchange(connect(), request);
    }

    private byte[] request(String method, String path, String trace, byte[] body) {
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + trace
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMs);
            socket.connect(address, timeoutMs);
            Socket secured = tls == null ? socket : secured(socket, tls.get());
            return new Connection(secured, new WireReader(secured.getInputStream(), ANSWER_BYTES_MAX));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket plain, SSLContext context) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, base.getHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (SSLException e) {
            // Before a handshake is done nothing was asked, so nothing can have been charged.
            ConnectException nothingSent = new ConnectException("no TLS with " + base.getAuthority());
            nothingSent.initCause(e);
            throw nothingSent;
        }
        return socket;
    }

    private Response exchange(Connection connection, byte[] request) throws IOException {
        boolean keep = false;
        try {
            connection.socket().getOutputStream().write(request);
            WireReader.Message message = connection.reader().next();
            keep = message.keepAlive();
            return new Response(status(message.startLine()), message.body());
        } finally {
            if (keep && !closed && idleCount.get() < IDLE_MAX) {
                idleCount.incrementAndGet();
                idle.addFirst(connection);
            } else {
                connection.socket().close();
            }
        }
    }

    private static int status(String line) throws IOException {
        if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
            throw new IOException("not an answer: " + line);
        }
        try {
            return Integer.parseInt(line, 9, 12, 10);
        } catch (NumberFormatException e) {
            throw new IOException("not an answer: " + line, e);
        }
    }

    /** Closes what is kept; what is under way ends by itself. */
    @Override
    public void close() {
        closed = true;
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            try {
                kept.socket().close();
            } catch (IOException e) {
                LOG.debug("a connection could not be closed", e);
            }
        }
    }
}
