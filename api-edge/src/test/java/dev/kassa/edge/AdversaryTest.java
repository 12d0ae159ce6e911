package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.PaymentStatusCode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that mean harm: each is told a 4xx as a problem, no trace of a stack leaves, nothing reaches the core, and the
 * next one is answered as ever.
 */
class AdversaryTest {
    private static final String PAYMENT = "{\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"}";
    private static final String AUTH = "Authorization: Bearer " + ACME + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String END = "Connection: close\r\n\r\n";
    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final int IDLE_CONNECTIONS = 1_000;
    private static final int SLOW_CONNECTIONS = 200;

    private EdgeUnderTest edge;

    @BeforeEach
    void start() {
        edge = new EdgeUnderTest();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private static String post(String headers, String body) {
        return "POST /v1/payments HTTP/1.1\r\nHost: kassa\r\n" + AUTH + JSON + headers + END + body;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: kassa\r\n" + END;
    }

    /** What it is, the bytes, and the statuses that are right. */
    static Stream<Arguments> smuggled() {
        String length = "Content-Length: " + PAYMENT.length() + "\r\n";
        String smuggled = "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
        return Stream.of(
                arguments(
                        "length and chunks",
                        post("Content-Length: " + smuggled.length() + "\r\nTransfer-Encoding: chunked\r\n", smuggled),
                        List.of(400)),
                arguments("two lengths", post(length + "Content-Length: 3\r\n", PAYMENT), List.of(400)),
                arguments("two lengths in one", post("Content-Length: 3, 45\r\n", PAYMENT), List.of(400)),
                arguments("a length below zero", post("Content-Length: -1\r\n", PAYMENT), List.of(400)),
                arguments("a length with a sign", post("Content-Length: +45\r\n", PAYMENT), List.of(400)),
                arguments("a length without end", post("Content-Length: 99999999999999999999\r\n", ""), List.of(400)),
                arguments("an unknown coding", post("Transfer-Encoding: chunked, x\r\n", smuggled), List.of(400, 501)),
                arguments(
                        "a chunk of no size",
                        post("Transfer-Encoding: chunked\r\n", "zz\r\nx\r\n0\r\n\r\n"),
                        List.of(400)),
                arguments("a folded header", post(length + "X-Fold: a\r\n b\r\n", PAYMENT), List.of(400)),
                arguments("space before a colon", post("Content-Length : 45\r\n", PAYMENT), List.of(400)),
                arguments("a header without a name", post(length + ": x\r\n", PAYMENT), List.of(400)),
                arguments("NUL in a header", post(length + "X-Nul: a\0b\r\n", PAYMENT), List.of(400)),
                arguments("a lone CR", post(length + "X-Cr: a\rX-Y: b\r\n", PAYMENT), List.of(400)),
                arguments("no host", "GET /v1/balances HTTP/1.1\r\n" + END, List.of(400)),
                arguments("two hosts", "GET /v1/balances HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + END, List.of(400)),
                arguments("lines that end in LF", get("/v1/balances").replace("\r\n", "\n"), List.of(400, 401)),
                arguments("another protocol", "GET / HTTP/3.7\r\nHost: a\r\n" + END, List.of(400, 505)),
                arguments("no protocol", "GET /v1/balances\r\n\r\n", List.of(400, 505)),
                arguments("no request at all", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", List.of(400)),
                arguments(
                        "a method of its own",
                        "HACK /v1/balances HTTP/1.1\r\nHost: a\r\n" + END,
                        List.of(400, 404, 405, 501)),
                arguments("a line that is too long", get("/v1/" + "x".repeat(20_000)), List.of(414)),
                arguments(
                        "headers that are too long",
                        "GET /v1/balances HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n" + END,
                        List.of(431)),
                arguments(
                        "too many headers",
                        "GET /v1/balances HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(5_000) + END,
                        List.of(431)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggled")
    void whatIsNoProperRequestIsRefused(String what, String request, List<Integer> statuses) throws IOException {
        RawHttp.Answer answer = RawHttp.send(edge.server.port(), request);

        assertThat(answer.status()).as(what + ": " + answer.text()).isIn(statuses);
        isAProblem(answer);
        assertThat(answer.text()).as("one answer").containsOnlyOnce("HTTP/1.1 ");
        assertThat(edge.core.sent).isEmpty();
        itStillAnswers();
    }

    static Stream<String> paths() {
        return Stream.of(
                "/v1/../v1/balances",
                "/v1/%2e%2e/v1/balances",
                "/v1/.%2e/balances",
                "/../../../etc/passwd",
                "/docs/../../pom.xml",
                "/docs/%2e%2e/%2e%2e/pom.xml",
                "/docs/..%2f..%2fpom.xml",
                "//v1/balances",
                "/v1//balances",
                "/v1/balances;jsessionid=1",
                "/v1;x=y/balances",
                "/v1%2fbalances",
                "/v1/balances%00",
                "/v1/balances%00.json",
                "/v1/balances%20",
                "/v1/balances%0d%0aX-Injected:%20yes",
                "/v1/balances?from=%0d%0aX-Injected:%20yes",
                "/v1/balances/",
                "/V1/BALANCES",
                "/v1/%",
                "/v1/%zz",
                "/v1/%c0%af",
                "/v1/payments/%ff%fe",
                "/v1\\balances",
                "/WEB-INF/web.xml",
                "http://elsewhere/v1/balances",
                "*");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noPathLeadsPastTheKey(String path) throws IOException {
        RawHttp.Answer answer = RawHttp.send(edge.server.port(), get(path));

        assertThat(answer.status()).as(answer.text()).isBetween(400, 404);
        isAProblem(answer);
        assertThat(answer.has("X-Injected")).isFalse();
        itStillAnswers();
    }

    static Stream<Arguments> keys() {
        String secret = ACME.substring(ACME.lastIndexOf('_') + 1);
        return Stream.of(
                arguments("none", ""),
                arguments("not a bearer", "Basic " + ACME),
                arguments("empty", "Bearer "),
                arguments("truncated", "Bearer " + ACME.substring(0, ACME.length() - 1)),
                arguments("longer", "Bearer " + ACME + "a"),
                arguments("in capitals", "Bearer " + ACME.toUpperCase(java.util.Locale.ROOT)),
                arguments("another's id, another secret", "Bearer kk_otherkey_" + "7".repeat(secret.length())),
                arguments("an id that there is not", "Bearer kk_nobodyno_" + secret),
                arguments("its hash", "Bearer kk_acmeacme_" + "0".repeat(52)),
                arguments("expired", "Bearer " + EdgeUnderTest.EXPIRED),
                arguments("long", "Bearer " + "x".repeat(7_000)),
                arguments("the operator's, truncated", "Bearer " + Facts.OPERATOR_KEY.substring(1)),
                arguments("with NUL", "Bearer " + ACME + "%00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void aKeyThatIsNoneOpensNothing(String what, String authorization) {
        for (String path : List.of("/v1/balances", "/v1/payments", "/v1/merchants/acme", "/v1/audit")) {
            HttpResponse<String> answer = edge.get(path, "Authorization", authorization);

            assertThat(answer.statusCode()).as(what + " at " + path).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aBodyOfAnotherKindIsNotRead(String type) {
        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME, "Content-Type", type));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(edge.core.sent).isEmpty();
    }

    static Stream<String> types() {
        return Stream.of(
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json-patch+json",
                "application/jsonx",
                "application/json; charset=utf-7",
                "application/json; charset=utf-16",
                "application/json, text/plain",
                "application/json; boundary=x");
    }

    static Stream<String> bombs() {
        return Stream.of(
                "[".repeat(60_000),
                "{\"a\":".repeat(12_000),
                "{\"metadata\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"order_no\":\"o\",\"amount\":" + "9".repeat(60_000) + ",\"currency\":\"EUR\"}",
                "{\"order_no\":\"o\",\"amount\":1e999999999,\"currency\":\"EUR\"}",
                "{\"order_no\":\"o\",\"amount\":0." + "0".repeat(50_000) + "1,\"currency\":\"EUR\"}",
                "{" + "\"amount\":1,".repeat(5_000) + "\"currency\":\"EUR\"}",
                "{\"order_no\":\"" + "1-".repeat(30_000) + "\",\"amount\":1,\"currency\":\"EUR\"}",
                "{\"order_no\":\"" + "4 ".repeat(30_000) + "\",\"amount\":1,\"currency\":\"EUR\"}",
                "{\"order_no\":\"" + "a".repeat(60_000) + "!\",\"amount\":1,\"currency\":\"EUR\"}",
                "{\"occurred_at\":\"" + "2".repeat(60_000) + "\",\"order_no\":\"o\",\"amount\":1,\"currency\":\"EUR\"}",
                "\"" + "\\u0000".repeat(10_000) + "\"");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombIsRefusedQuickly(String body) {
        long startedNs = System.nanoTime();
        HttpResponse<String> answer = edge.post("/v1/payments", body, as(ACME));
        Duration took = Duration.ofNanos(System.nanoTime() - startedNs);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        assertThat(answer.body().length()).as("no bomb is sent back").isLessThan(20_000);
        assertThat(took).isLessThan(QUICK);
        assertThat(edge.core.sent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aBombInAHeaderIsRefusedQuickly(String name, String value) {
        long startedNs = System.nanoTime();
        HttpResponse<String> answer = edge.get("/v1/payments", as(ACME, name, value));

        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isLessThan(QUICK);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments("Prefer", "wait=" + "1".repeat(6_000)),
                arguments("Prefer", ",".repeat(6_000)),
                arguments("Request-Id", "a".repeat(6_000) + "!"),
                arguments("Kassa-Min-Position", "1:".repeat(3_000)),
                arguments("Kassa-Merchant", "a".repeat(6_000)),
                arguments("If-None-Match", "\"" + "\\".repeat(6_000)));
    }

    @Test
    void anothersPaymentsRefundsAndOrdersAreNotThere() {
        edge.views.payments.add(Facts.payment("other", "pay_other", "o-other", PaymentStatusCode.SUCCEEDED));
        for (String path : List.of(
                "/v1/payments/pay_other",
                "/v1/refunds/rf_other",
                "/v1/orders/o-other",
                "/v1/merchants/other",
                "/v1/merchants/other/keys")) {
            assertThat(edge.get(path, as(ACME)).statusCode()).as(path).isEqualTo(404);
        }
        for (String what : List.of("payments", "orders", "merchants")) {
            HttpResponse<String> answer =
                    edge.post("/v1/" + what + "/lookup", "{\"keys\":[\"pay_other\",\"o-other\",\"other\"]}", as(ACME));
            assertThat(answer.body()).as(what).startsWith("{\"results\":{},\"failed\":[");
        }
    }

    @Test
    void aThousandSilentConnectionsAndSlowHeadersHoldNobodyUp() throws IOException {
        edge.core.answer = _ ->
                Optional.of(FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                open.add(RawHttp.open(edge.server.port()));
            }
            for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                Socket slow = RawHttp.open(edge.server.port());
                open.add(slow);
                // Half of them stop within their headers, half within their body.
                RawHttp.write(
                        slow, i % 2 == 0 ? "GET /v1/balances HTTP/1.1\r\nX: " : post("Content-Length: 9\r\n", "{"));
            }
            for (int i = 0; i < 20; i++) {
                long startedNs = System.nanoTime();
                assertThat(edge.post("/v1/payments", PAYMENT, as(ACME)).statusCode())
                        .isEqualTo(201);
                assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isLessThan(QUICK);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void whoFallsSilentIsLetGo() throws IOException {
        try (EdgeUnderTest impatient =
                new EdgeUnderTest(EdgeSettings.Limits.usual().withIdle(Duration.ofMillis(500)))) {
            for (String begun : List.of("", "GET /v1/balances HTTP/1.1\r\nHo", post("Content-Length: 9\r\n", "{"))) {
                try (Socket silent = RawHttp.open(impatient.server.port())) {
                    RawHttp.write(silent, begun);

                    RawHttp.Answer answer = RawHttp.read(silent);

                    assertThat(answer.status()).as(answer.text()).isIn(0, 400, 408);
                    assertThat(answer.text()).doesNotContain("Exception", "\tat ");
                }
            }
        }
    }

    private static void isAProblem(RawHttp.Answer answer) {
        assertThat(answer.text()).contains("Content-Type: application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"", "\"request_id\":\"")
                .doesNotContain("Exception", "\tat ", "org.eclipse", "dev.kassa");
        assertThat(answer.has("X-Content-Type-Options")).isTrue();
    }

    private void itStillAnswers() {
        assertThat(edge.get("/v1/balances", as(ACME)).statusCode()).isEqualTo(200);
    }
}
