package dev.kassa.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private final AtomicLong served = new AtomicLong();
    private HttpServer server;

    HttpLoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/payments", this::answer);
        server.start();
        run(20, 1, 0);
        served.set(0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsEveryAnswerOfAClosedLoop() throws IOException {
        LoadResult result = run(0, 4, 0);

        assertThat(result.statuses()).containsOnlyKeys(201);
        assertThat(result.succeeded()).isEqualTo(result.latencyUs().getTotalCount());
        assertThat(served.get()).isBetween(result.succeeded(), result.succeeded() + 4);
        assertThat(result.broken()).isZero();
    }

    @Test
    void keepsToTheRateOfAnOpenLoop() throws IOException {
        LoadResult result = run(100, 4, 0);

        assertThat(result.latencyUs().getTotalCount()).isBetween(58L, 60L);
        assertThat(result.unanswered()).isZero();
    }

    @Test
    void countsTheTimeThatARequestWaitedForItsTurn() throws IOException {
        // One connection, 20 ms an answer, one due every 10 ms: half of them must fall behind further and further.
        LoadResult result = run(100, 1, 20);

        assertThat(result.percentileMs(99)).isGreaterThan(150);
    }

    private LoadResult run(double rate, int connections, long delayMs) throws IOException {
        delay = Duration.ofMillis(delayMs);
        LoadPlan plan = new LoadPlan(server.getAddress(), connections, rate, Duration.ZERO, Duration.ofMillis(600));
        return HttpLoad.run(plan, new PaymentRequests("localhost", List.of("key"), "t", 1));
    }

    private volatile Duration delay = Duration.ZERO;

    private void answer(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        LockSupport.parkNanos(delay.toNanos());
        served.incrementAndGet();
        byte[] body = ("{\"status\":\"succeeded\",\"echo\":" + new String(asked, UTF_8) + "}").getBytes(UTF_8);
        // Every other answer in chunks: both forms must be understood.
        exchange.sendResponseHeaders(201, served.get() % 2 == 0 ? 0 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
