package dev.kassa.standalone.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.kassa.avro.ViewAnswers;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.EncodedSnapshot;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.SnapshotCalls;
import dev.kassa.query.ViewCalls;
import dev.kassa.query.ViewInstances;
import dev.kassa.query.ViewRouting;
import dev.kassa.schema.Codecs;
import dev.kassa.tls.Tls;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance of the views is asked by edges and by exports. Over TLS both show certificates; without it, it listens on
 * loopback only. A certificate that changes is shown to whoever connects from then on.
 */
final class ViewsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsServer.class);
    private static final int BACKLOG = 1_024;
    private static final int QUESTION_BYTES_MAX = 1 << 20;
    private static final int CODECS_IDLE_MAX = 64;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    /** An export reads every partition at once. */
    private static final int SNAPSHOTS_MAX = 2_000;

    private static final int ROWS_BUFFER_BYTES = 64 << 10;
    private static final int CHUNKED = 0;

    /** Longer than a client of the JDK keeps a connection, so that none is closed under a question that is on its way. */
    private static final int IDLE_SECONDS = 90;

    private static final int IDLE_CONNECTIONS_MAX = 1_000;

    static {
        // The JDK's server reads these once, when its first one is made. Without the first, an answer on a connection
        // that is
        // used again waits for the caller's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(IDLE_SECONDS));
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE_CONNECTIONS_MAX));
    }

    private final ViewInstances views;
    private final Supplier<LocalSnapshots> snapshots;
    private final Semaphore snapshotsLeft = new Semaphore(SNAPSHOTS_MAX);
    private final Supplier<KafkaStreams> streams;
    private final Codecs codecs;
    private final ArrayBlockingQueue<ViewCalls> idle = new ArrayBlockingQueue<>(CODECS_IDLE_MAX);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /**
     * @param snapshots long reads over the views that serve now
     * @param streams the application that serves now
     * @param tls null: plain HTTP
     */
    ViewsServer(
            InetSocketAddress address,
            ViewInstances views,
            Supplier<LocalSnapshots> snapshots,
            Supplier<KafkaStreams> streams,
            Codecs codecs,
            @Nullable Tls tls) {
        this.views = views;
        this.snapshots = snapshots;
        this.streams = streams;
        this.codecs = codecs;
        try {
            server = tls == null ? HttpServer.create(address, BACKLOG) : secured(address, tls);
        } catch (IOException e) {
            throw new StartException(
                    "port %d for the views is taken: choose another with --views-port.".formatted(address.getPort()),
                    e);
        }
        server.setExecutor(threads);
        server.createContext(ViewCalls.ASK, exchange -> answer(exchange, ViewCalls.ASK, "POST", this::asked));
        server.createContext(ViewCalls.ROUTES, exchange -> answer(exchange, ViewCalls.ROUTES, "GET", this::routes));
        server.createContext(SnapshotCalls.ROWS, this::rows);
        server.start();
    }

    private static HttpServer secured(InetSocketAddress address, Tls tls) throws IOException {
        HttpsServer opened = HttpsServer.create(address, BACKLOG);
        opened.setHttpsConfigurator(new HttpsConfigurator(tls.followingContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters both = getSSLContext().getDefaultSSLParameters();
                both.setNeedClientAuth(true);
                parameters.setSSLParameters(both);
            }
        });
        return opened;
    }

    private interface Answering {
        byte[] answer(byte[] body, ViewCalls codec);
    }

    private void answer(HttpExchange exchange, String path, String method, Answering answering) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else if (!exchange.getRequestMethod().equals(method)) {
                exchange.getResponseHeaders().set("Allow", method);
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
            } else {
                // One byte more tells what is too large from what just fits.
                byte[] body = exchange.getRequestBody().readNBytes(QUESTION_BYTES_MAX + 1);
                if (body.length > QUESTION_BYTES_MAX) {
                    exchange.sendResponseHeaders(TOO_LARGE, -1);
                } else {
                    answer(exchange, body, answering);
                }
            }
        }
    }

    private void answer(HttpExchange exchange, byte[] body, Answering answering) throws IOException {
        ViewCalls lent = idle.poll();
        ViewCalls codec = lent == null ? ViewCalls.of(codecs) : lent;
        byte[] answer;
        try {
            answer = answering.answer(body, codec);
        } catch (SerializationException e) {
            LOG.warn("what an edge asks cannot be read: {}", e.getMessage());
            exchange.sendResponseHeaders(BAD_REQUEST, -1);
            return;
        } catch (IllegalStateException e) {
            // The application has not started yet, or has been stopped.
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
            return;
        } catch (RuntimeException e) {
            LOG.error("a question of an edge fails", e);
            exchange.sendResponseHeaders(FAILED, -1);
            return;
        } finally {
            boolean _ = idle.offer(codec);
        }
        exchange.sendResponseHeaders(OK, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private byte[] asked(byte[] body, ViewCalls codec) {
        return codec.answers()
                .encode(new ViewAnswers(views.ask(codec.questions().decode(body).getQuestions())));
    }

    private byte[] routes(byte[] body, ViewCalls codec) {
        return codec.routes().encode(ViewRouting.known(streams.get()));
    }

    private void rows(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            SnapshotCalls calls = SnapshotCalls.of(codecs);
            Question question;
            try {
                question = calls.decode(exchange.getRequestBody().readNBytes(QUESTION_BYTES_MAX));
            } catch (SerializationException | IllegalArgumentException e) {
                LOG.warn("what an export asks cannot be read: {}", e.getMessage());
                exchange.sendResponseHeaders(BAD_REQUEST, -1);
                return;
            }
            if (!snapshotsLeft.tryAcquire()) {
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
                return;
            }
            try {
                send(question, calls, exchange);
            } finally {
                snapshotsLeft.release();
            }
        }
    }

    /** Where it breaks off, the end is missing, by which whoever reads knows. */
    private void send(Question question, SnapshotCalls calls, HttpExchange exchange) throws IOException {
        EncodedSnapshot opened;
        try {
            opened = snapshots.get().open(question);
        } catch (ViewUnavailableException e) {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
            return;
        }
        try (opened) {
            exchange.sendResponseHeaders(OK, CHUNKED);
            calls.send(opened, new BufferedOutputStream(exchange.getResponseBody(), ROWS_BUFFER_BYTES));
        } catch (ViewUnavailableException e) {
            LOG.info("an export is left in the middle: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
