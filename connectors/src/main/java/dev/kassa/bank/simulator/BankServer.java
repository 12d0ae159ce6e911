package dev.kassa.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.channel.simulator.SimulatorTls;
import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.SignedPosts;
import dev.kassa.wire.WireJson;
import dev.kassa.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The simulated bank's HTTP server, on 127.0.0.1 only.
 *
 * <ul>
 *   <li>{@code POST /v1/payouts}: pays, once for each key
 *   <li>{@code GET /v1/payouts/KEY}: what became of a payout; 404 where the bank has none
 *   <li>{@code GET /records}, {@code /totals}: its books
 *   <li>{@code GET /health}
 * </ul>
 *
 * Its file {@code bank.jsonl} outlives a kill. Thread-safe.
 */
public final class BankServer implements AutoCloseable {
    /** How long an answer that never comes is not given; then the connection is closed. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(BankServer.class);
    private static final int SILENT_MAX = 10_000;
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private final BankBooks books;
    private final BankDesk desk;
    private final SignedPosts posts;
    private final WireServer http;
    private final Semaphore silent = new Semaphore(SILENT_MAX);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts.
     *
     * @param port 0: any free one
     * @param folder of its file; made if it is not there
     * @param secret that its notifications are signed with
     * @throws UncheckedIOException where the port is taken or the folder cannot be used
     */
    public BankServer(int port, Path folder, byte[] secret, SimulatorTls tls) {
        try {
            Files.createDirectories(folder);
            this.books = new BankBooks(folder.resolve("bank.jsonl"));
            this.desk = new BankDesk(books, InstantSource.system());
            this.posts = new SignedPosts(new CallbackSignature(secret), tls.callbacks());
            this.http = new WireServer(port, tls.calls(), this::handle);
        } catch (IOException e) {
            throw new UncheckedIOException("the bank cannot listen on port " + port, e);
        }
        // What was to come when the process ended comes now.
        books.records().forEach(record -> tellLater(record.transfer()));
    }

    public int port() {
        return http.port();
    }

    private Optional<WireServer.Response> handle(String route, byte[] body) {
        try {
            return switch (route) {
                case "POST /v1/payouts" ->
                    payOut(WireJson.MAPPER
                            .readValue(body, BankWire.Request.class)
                            .checked());
                case "GET /records" -> say(200, books.records());
                case "GET /totals" -> say(200, books.paidOut());
                case "GET /health" -> say(200, Map.of("status", "ok"));
                default -> byKey(route);
            };
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.debug("a request could not be read", e);
            return say(400, Map.of("error", "not readable"));
        }
    }

    private Optional<WireServer.Response> payOut(BankWire.Request request) {
        String url = request.noticeUrl();
        if (url != null && !posts.allowed(url)) {
            return say(400, Map.of("error", "notifications in the clear go to the loopback interface only"));
        }
        if (!posts.hasRoom()) {
            return say(503, Map.of("error", "too many notifications wait"));
        }
        BankDesk.Reply reply = desk.payOut(request.payout(), url);
        if (reply instanceof BankDesk.Reply.Said(Transfer transfer, boolean fresh) && fresh) {
            tellLater(transfer);
        }
        return answer(reply);
    }

    private Optional<WireServer.Response> byKey(String route) {
        if (!route.startsWith("GET /v1/payouts/")) {
            return say(404, Map.of("error", "not found"));
        }
        return answer(desk.query(URLDecoder.decode(route.substring(route.lastIndexOf('/') + 1), UTF_8)));
    }

    private Optional<WireServer.Response> answer(BankDesk.Reply reply) {
        return switch (reply) {
            case BankDesk.Reply.Said(Transfer transfer, boolean _) -> say(200, BankWire.Said.of(transfer));
            case BankDesk.Reply.NotKnown _ -> say(404, Map.of("error", "not found"));
            case BankDesk.Reply.Failed _ -> say(500, Map.of("error", "an error, once"));
            case BankDesk.Reply.Silence _ -> silence();
        };
    }

    private Optional<WireServer.Response> silence() {
        if (silent.tryAcquire()) {
            try {
                boolean stopped = closed.await(SILENCE_MAX.toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("a silence is over stopped={}", stopped);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                silent.release();
            }
        }
        return Optional.empty();
    }

    /** Says by itself what became of a transfer, as its script has it. */
    private void tellLater(Transfer transfer) {
        BankScript script = BankScript.of(transfer.payout().accountNumber());
        if (script.notices() == 0) {
            return;
        }
        String key = transfer.payout().key();
        Duration delay = script.concludesLater() ? BankDesk.LATE.plus(AT_ONCE) : AT_ONCE;
        posts.after(delay, () -> desk.concludeWhereDue(key).ifPresent(after -> tell(after, script.notices())));
    }

    private void tell(Transfer transfer, int times) {
        String url = transfer.noticeUrl();
        if (url == null) {
            return;
        }
        byte[] body = WireJson.MAPPER.writeValueAsBytes(BankWire.Said.of(transfer));
        for (int i = 0; i < times; i++) {
            posts.send(url, transfer.payout().key(), body, () -> LOG.trace("a notification was received"));
        }
    }

    private static Optional<WireServer.Response> say(int status, Object answer) {
        return Optional.of(new WireServer.Response(status, WireJson.MAPPER.writeValueAsBytes(answer)));
    }

    /** Stops at once. */
    @Override
    public void close() {
        closed.countDown();
        try {
            http.close();
        } catch (IOException e) {
            LOG.warn("the bank's port could not be closed", e);
        }
        posts.close();
        books.close();
    }
}
