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
import dev.kassa.query.LocalViews;
import dev.kassa.query.SnapshotCalls;
import dev.kassa.query.ViewCalls;
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
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance of the views is asked by edges and by exports. Over TLS both show certificates; without it, it listens on loopback only.
 * A certificate that changes is taken up by opening anew, which whoever asks meanwhile repeats.
 */
final class ViewsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsServer.class);
    private static final int BACKLOG = 1_024;
    private static final int QUESTION_BYTES_MAX = 1 << 20;
    private static final int CODECS_IDLE_MAX = 64;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    /** An export reads every partition at once. */
    private static final int SNAPSHOTS_MAX = 2_000;

    private static final int ROWS_BUFFER_BYTES = 64 << 10;
    private static final int CHUNKED = 0;

    private final InetSocketAddress address;
    private final LocalViews views;
    private final LocalSnapshots snapshots;
    private final Semaphore snapshotsLeft = new Semaphore(SNAPSHOTS_MAX);
    private final KafkaStreams streams;
    private final Codecs codecs;
    private final @Nullable Tls tls;
    private final ArrayBlockingQueue<ViewCalls> idle = new ArrayBlockingQueue<>(CODECS_IDLE_MAX);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;

    /** @param tls null: plain HTTP */
    ViewsServer(
            InetSocketAddress address,
            LocalViews views,
            LocalSnapshots snapshots,
            KafkaStreams streams,
            Codecs codecs,
            @Nullable Tls tls) {
        this.address = address;
        this.views = views;
        this.snapshots = snapshots;
        this.streams = streams;
        this.codecs = codecs;
        this.tls = tls;
        open();
        if (tls != null) {
            tls.onChange(this::open);
        }
    }

    private synchronized void open() {
        close(server);
        try {
            HttpServer opened = tls == null ? HttpServer.create(address, BACKLOG) : secured(tls);
            opened.setExecutor(threads);
            opened.createContext(ViewCalls.ASK, exchange -> answer(exchange, "POST", this::asked));
            opened.createContext(ViewCalls.ROUTES, exchange -> answer(exchange, "GET", this::routes));
            opened.createContext(SnapshotCalls.ROWS, this::rows);
            opened.start();
            server = opened;
        } catch (IOException e) {
            throw new StartException(
                    "port %d for the views is taken: choose another with --views-port.".formatted(address.getPort()),
                    e);
        }
    }

    private HttpServer secured(Tls own) throws IOException {
        HttpsServer opened = HttpsServer.create(address, BACKLOG);
        opened.setHttpsConfigurator(new HttpsConfigurator(own.context()) {
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

    private void answer(HttpExchange exchange, String method, Answering answering) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals(method)) {
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(QUESTION_BYTES_MAX);
            ViewCalls lent = idle.poll();
            ViewCalls codec = lent == null ? ViewCalls.of(codecs) : lent;
            byte[] answer;
            try {
                answer = answering.answer(body, codec);
            } catch (SerializationException e) {
                LOG.warn("what an edge asks cannot be read: {}", e.getMessage());
                exchange.sendResponseHeaders(BAD_REQUEST, -1);
                return;
            } finally {
                boolean _ = idle.offer(codec);
            }
            exchange.sendResponseHeaders(OK, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private byte[] asked(byte[] body, ViewCalls codec) {
        return codec.answers()
                .encode(new ViewAnswers(views.ask(codec.questions().decode(body).getQuestions())));
    }

    private byte[] routes(byte[] body, ViewCalls codec) {
        return codec.routes().encode(ViewRouting.known(streams));
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
            opened = snapshots.open(question);
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

    private static void close(@Nullable HttpServer server) {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public synchronized void close() {
        close(server);
        threads.close();
    }
}
