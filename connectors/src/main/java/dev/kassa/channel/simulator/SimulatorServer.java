package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The simulator's HTTP server, on 127.0.0.1 only.
 *
 * <ul>
 *   <li>{@code POST /v1/operations}: does what is asked, once for each key
 *   <li>{@code GET /v1/operations/KEY}: what became of a key; 404 where nothing did
 *   <li>{@code POST /v1/tombstones}: what became of a key; where nothing did, nothing will
 *   <li>{@code GET /records}, {@code /records/KEY}, {@code /totals}: the simulator's own record
 *   <li>{@code GET /health}
 * </ul>
 *
 * Its file {@code simulator.jsonl} outlives a kill. Thread-safe.
 */
public final class SimulatorServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int BACKLOG = 1024;

    static {
        // Read once, when the JDK's server is first used. Answers must not wait for the client's acknowledgement, and
        // connections must not be closed under a client's pool, which keeps them for half a minute.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final Books books;
    private final SimulatorDesk desk;
    private final SimulatorRecords records;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts.
     *
     * @param port 0: any free one
     * @param folder of its file; made if it is not there
     * @param secret that callbacks are signed with
     * @throws UncheckedIOException where the port is taken or the folder cannot be used
     */
    public SimulatorServer(int port, Path folder, byte[] secret) {
        try {
            Files.createDirectories(folder);
            this.books = new Books(folder.resolve("simulator.jsonl"));
            this.desk = new SimulatorDesk(books, new CallbackSender(books, new CallbackSignature(secret)));
            this.records = new SimulatorRecords(books);
            this.http = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator cannot listen on port " + port, e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        desk.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String route = exchange.getRequestMethod() + " " + path;
            switch (route) {
                case "POST /v1/operations" -> perform(exchange);
                case "POST /v1/tombstones" ->
                    read(exchange).ifPresent(request -> send(exchange, 200, desk.tombstone(request)));
                case "GET /records" -> send(exchange, 200, records.all());
                case "GET /totals" -> send(exchange, 200, records.totals());
                case "GET /health" -> send(exchange, 200, Map.of("status", "ok"));
                default -> byKey(exchange, route);
            }
        } catch (UncheckedIOException e) {
            LOG.debug("a client went away", e);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            throw e;
        }
    }

    private void byKey(HttpExchange exchange, String route) {
        Optional<?> found;
        if (route.startsWith("GET /v1/operations/")) {
            found = desk.query(key(route));
        } else if (route.startsWith("GET /records/")) {
            found = records.byKey(key(route));
        } else {
            found = Optional.empty();
        }
        if (found.isPresent()) {
            send(exchange, 200, found.get());
        } else {
            send(exchange, 404, Map.of("error", "not found"));
        }
    }

    private static String key(String route) {
        return URLDecoder.decode(route.substring(route.lastIndexOf('/') + 1), UTF_8);
    }

    private void perform(HttpExchange exchange) {
        read(exchange).ifPresent(request -> {
            switch (desk.perform(request)) {
                case SimulatorDesk.Reply.Said said -> send(exchange, 200, said.answer());
                case SimulatorDesk.Reply.Failed failed ->
                    send(exchange, failed.status(), Map.of("error", failed.why()));
                case SimulatorDesk.Reply.Silence ignored -> exchange.close();
            }
        });
    }

    /** The request, or nothing where a refusal has been sent. */
    private static Optional<SimulatorRequest> read(HttpExchange exchange) {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                send(exchange, 413, Map.of("error", "too large"));
                return Optional.empty();
            }
            return Optional.of(
                    SimulatorJson.MAPPER.readValue(body, SimulatorRequest.class).checked());
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.debug("a request could not be read", e);
            send(exchange, 400, Map.of("error", "not readable"));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) {
        byte[] body = SimulatorJson.MAPPER.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@code --port N --data DIR --secret-file FILE}: runs until it is killed. Prints one line, {@code ready} and its
     * address, when it answers.
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        Path folder = Path.of(options.getOrDefault("--data", "var/simulator"));
        Path secretFile = Path.of(
                options.getOrDefault("--secret-file", folder.resolve("secret").toString()));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
        SimulatorServer server = new SimulatorServer(
                Integer.parseInt(options.getOrDefault("--port", "0")), folder, CallbackSecret.readOrCreate(secretFile));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
        System.out.println("ready http://127.0.0.1:" + server.port());
        new CountDownLatch(1).await();
    }
}
