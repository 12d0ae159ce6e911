package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.WireJson;
import dev.kassa.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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

    private final Books books;
    private final SimulatorDesk desk;
    private final SimulatorRecords records;
    private final WireServer http;

    /**
     * Starts.
     *
     * @param port 0: any free one
     * @param folder of its file; made if it is not there
     * @param secret that callbacks are signed with
     * @throws UncheckedIOException where the port is taken or the folder cannot be used
     */
    public SimulatorServer(int port, Path folder, byte[] secret) {
        this(port, folder, secret, SimulatorTls.NONE);
    }

    /** The same, over TLS where that is given. */
    public SimulatorServer(int port, Path folder, byte[] secret, SimulatorTls tls) {
        try {
            Files.createDirectories(folder);
            this.books = new Books(folder.resolve("simulator.jsonl"));
            this.desk =
                    new SimulatorDesk(books, new CallbackSender(books, new CallbackSignature(secret), tls.callbacks()));
            this.records = new SimulatorRecords(books);
            this.http = new WireServer(port, tls.calls(), this::handle);
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator cannot listen on port " + port, e);
        }
    }

    public int port() {
        return http.port();
    }

    /** Stops at once. */
    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            LOG.warn("the simulator's port could not be closed", e);
        }
        desk.close();
    }

    private Optional<WireServer.Response> handle(String route, byte[] body) {
        try {
            return switch (route) {
                case "POST /v1/operations" -> perform(request(body));
                case "POST /v1/tombstones" -> say(desk.tombstone(request(body)));
                case "GET /records" -> say(records.all());
                case "GET /totals" -> say(records.totals());
                case "GET /health" -> say(Map.of("status", "ok"));
                default -> byKey(route);
            };
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.debug("a request could not be read", e);
            return say(400, Map.of("error", "not readable"));
        }
    }

    private Optional<WireServer.Response> byKey(String route) {
        Optional<?> found;
        if (route.startsWith("GET /v1/operations/")) {
            found = desk.query(key(route));
        } else if (route.startsWith("GET /records/")) {
            found = records.byKey(key(route));
        } else {
            found = Optional.empty();
        }
        return found.isPresent() ? say(found.get()) : say(404, Map.of("error", "not found"));
    }

    private static String key(String route) {
        return URLDecoder.decode(route.substring(route.lastIndexOf('/') + 1), UTF_8);
    }

    private Optional<WireServer.Response> perform(SimulatorRequest request) {
        return switch (desk.perform(request)) {
            case SimulatorDesk.Reply.Said said -> say(said.answer());
            case SimulatorDesk.Reply.Failed failed -> say(failed.status(), Map.of("error", failed.why()));
            case SimulatorDesk.Reply.Silence ignored -> Optional.empty();
        };
    }

    private static SimulatorRequest request(byte[] body) {
        return WireJson.MAPPER.readValue(body, SimulatorRequest.class).checked();
    }

    private static Optional<WireServer.Response> say(Object answer) {
        return say(200, answer);
    }

    private static Optional<WireServer.Response> say(int status, Object answer) {
        return Optional.of(new WireServer.Response(status, WireJson.MAPPER.writeValueAsBytes(answer)));
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
