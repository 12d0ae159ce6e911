package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.edge.contract.Contract;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationTest {
    private static final String PAYMENT = "{\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"}";

    private EdgeUnderTest edge;

    @BeforeEach
    void start() {
        edge = new EdgeUnderTest(EdgeSettings.Limits.usual().withInFlightMax(1));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void itIsReadyOnceThereIsNothingInTheWay() {
        assertThat(edge.get("/health/ready").body()).isEqualTo("{\"status\":\"up\",\"reasons\":[]}");
        edge.core.reasons.add("replies are not being read yet");
        edge.caughtUp = false;

        HttpResponse<String> answer = edge.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("replies", "tables");
        assertThat(edge.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(edge.post("/v1/payments", PAYMENT, as(ACME)).statusCode()).isEqualTo(503);
    }

    @Test
    void theContractIsServedAsAPageThatLoadsNothing() {
        HttpResponse<String> page = edge.get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/v1/payments/{id}/capture").doesNotContain("<script", "http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(edge.get("/docs/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void requestsAreCountedByRouteAndStatus() {
        edge.get("/v1/payments/pay_1", as(ACME));

        assertThat(edge.get("/metrics").body())
                .contains(
                        "kassa_http_requests_seconds_count{route=\"/v1/payments/{id}\",status=\"404\"} 1",
                        "kassa_edge_waiters 0.0",
                        "kassa_table_entries{table=\"merchants\"} 2.0",
                        "kassa_http_requests_in_flight 0.0");
    }

    @Test
    void aBugIsToldWithoutATrace() {
        edge.core.answer = _ -> {
            throw new IllegalStateException("secret");
        };

        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("internal_error");
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void beyondTheBoundIsTooManyAndClosingFinishesWhatIsUnderWay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        edge.core.answer = _ -> {
            awaitUninterrupted(go);
            return Optional.of(FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));
        };
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> edge.post("/v1/payments", PAYMENT, as(ACME)));
        await().until(() -> edge.core.sent.size() == 1);

        HttpResponse<String> second = edge.post("/v1/payments", PAYMENT, as(ACME));
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");

        CompletableFuture<Void> closed = CompletableFuture.runAsync(edge.server::close);
        await().until(() -> edge.get("/health/ready").statusCode() == 503);
        assertThat(edge.post("/v1/payments", PAYMENT, as(ACME)).statusCode()).isEqualTo(503);
        go.countDown();

        assertThat(first.get().statusCode()).isEqualTo(201);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(8));
        assertThat(edge.core.sent).hasSize(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anotherMethodIsToldWhichOnesThereAre() {
        HttpResponse<String> answer = edge.post("/v1/balances", "{}", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(edge.get("/v1/payments/pay_1/capture").headers().firstValue("Allow"))
                .contains("POST");
    }

    @Test
    void aClientThatStopsHalfWayHoldsNoPlace() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", edge.server.port())) {
            slow.getOutputStream()
                    .write("POST /v1/payments HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
            slow.getOutputStream().flush();
            edge.core.answer = _ -> Optional.of(FakeCore.refusal(409, "invalid_state", "no"));

            assertThat(edge.post("/v1/payments", PAYMENT, as(ACME)).statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void routesAndContractAgree() {
        List<String> contract = new ArrayList<>();
        Contract.load()
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> contract.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(edge.server.routes().stream().map(route -> route.method().name() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(contract);
    }
}
