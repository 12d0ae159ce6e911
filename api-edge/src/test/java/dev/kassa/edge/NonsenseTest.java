package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.json;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever nonsense comes in: the right code, the field named, and nothing in the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NonsenseTest {
    private static final String GOOD = "\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"";

    private EdgeUnderTest edge;

    @BeforeAll
    void start() {
        edge = new EdgeUnderTest();
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    @BeforeEach
    void forget() {
        edge.core.sent.clear();
    }

    /** A body of a payment, the code and the pointer that it is refused with. */
    static Stream<Arguments> payments() {
        return Stream.of(
                // Not JSON.
                arguments("", "malformed_request", null),
                arguments("   ", "malformed_request", null),
                arguments("{", "malformed_request", null),
                arguments("{\"order_no\":", "malformed_request", "/order_no"),
                arguments("{" + GOOD + "} x", "malformed_request", null),
                arguments("{" + GOOD + "}{}", "malformed_request", null),
                arguments("{" + GOOD + ",}", "malformed_request", "/currency"),
                arguments("{" + GOOD + ",\"amount\":1}", "malformed_request", "/amount"),
                arguments("{" + GOOD + ",\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}", "malformed_request", "/metadata/a"),
                arguments("{'order_no':'o'}", "malformed_request", null),
                arguments("{" + GOOD + "} // why", "malformed_request", null),
                arguments(GOOD.replace("1299", "NaN").transform(NonsenseTest::object), "malformed_request", "/amount"),
                arguments(
                        GOOD.replace("1299", "Infinity").transform(NonsenseTest::object),
                        "malformed_request",
                        "/amount"),
                arguments(GOOD.replace("1299", "01").transform(NonsenseTest::object), "malformed_request", "/amount"),
                arguments(GOOD.replace("1299", "+1").transform(NonsenseTest::object), "malformed_request", "/amount"),
                arguments(
                        GOOD.replace("1299", "1" + "0".repeat(500)).transform(NonsenseTest::object),
                        "malformed_request",
                        "*"),
                arguments("[".repeat(33) + "]".repeat(33), "malformed_request", "*"),
                arguments("{\"a\":".repeat(5000), "malformed_request", "*"),
                // JSON, but not a payment.
                arguments("null", "validation_failed", ""),
                arguments("1", "validation_failed", ""),
                arguments("[]", "validation_failed", ""),
                arguments("\"text\"", "validation_failed", ""),
                arguments("{}", "validation_failed", "/order_no"),
                arguments(amount("0"), "validation_failed", "/amount"),
                arguments(amount("-1"), "validation_failed", "/amount"),
                arguments(amount("1e30"), "validation_failed", "/amount"),
                arguments(amount("1e2"), "validation_failed", "/amount"),
                arguments(amount("1.0"), "validation_failed", "/amount"),
                arguments(amount("12.99"), "validation_failed", "/amount"),
                arguments(amount("1000000000001"), "validation_failed", "/amount"),
                arguments(amount("9223372036854775808"), "validation_failed", "/amount"),
                arguments(amount("\"1299\""), "validation_failed", "/amount"),
                arguments(amount("null"), "validation_failed", "/amount"),
                arguments(amount("true"), "validation_failed", "/amount"),
                arguments(amount("{}"), "validation_failed", "/amount"),
                arguments(object(GOOD.replace("EUR", "XYZ")), "validation_failed", "/currency"),
                arguments(object(GOOD.replace("EUR", "eur")), "validation_failed", "/currency"),
                arguments(object(GOOD.replace("EUR", "EURO")), "validation_failed", "/currency"),
                arguments(object(GOOD.replace("o-1", "")), "validation_failed", "/order_no"),
                arguments(object(GOOD.replace("o-1", "a b")), "validation_failed", "/order_no"),
                arguments(object(GOOD.replace("o-1", "a\\u0000b")), "validation_failed", "/order_no"),
                arguments(object(GOOD.replace("o-1", "\\ud800")), "validation_failed", "/order_no"),
                arguments(object(GOOD.replace("o-1", "x".repeat(65))), "validation_failed", "/order_no"),
                arguments(more("\"colour\":\"red\""), "validation_failed", "/colour"),
                arguments(more("\"payment_method\":{\"number\":\"1\"}"), "validation_failed", "/payment_method/number"),
                arguments(more("\"payment_method\":{\"token\":\"a b\"}"), "validation_failed", "/payment_method/token"),
                arguments(more("\"capture\":\"later\""), "validation_failed", "/capture"),
                arguments(more("\"capture\":1"), "validation_failed", "/capture"),
                arguments(more("\"channel\":\"No Such\""), "validation_failed", "/channel"),
                arguments(more("\"customer\":17"), "validation_failed", "/customer"),
                arguments(more("\"customer\":{\"country\":\"Britain\"}"), "validation_failed", "/customer/country"),
                arguments(more("\"customer\":{\"ip\":\"here\"}"), "validation_failed", "/customer/ip"),
                arguments(more("\"metadata\":{\"a\":1}"), "validation_failed", "/metadata/a"),
                arguments(more("\"metadata\":{\"" + "k".repeat(41) + "\":\"v\"}"), "validation_failed", "*"),
                arguments(more("\"metadata\":{" + pairs(51) + "}"), "validation_failed", "/metadata"),
                arguments(more("\"description\":\"" + "x".repeat(501) + "\""), "validation_failed", "/description"),
                arguments(more("\"occurred_at\":\"2011-03-07T08:26:00Z\""), "forbidden", "/occurred_at"),
                // Card numbers.
                arguments(object(GOOD.replace("o-1", "4111111111111111")), "validation_failed", "/order_no"),
                arguments(
                        more("\"description\":\"card 4111 1111 1111 1111, please\""),
                        "validation_failed",
                        "/description"),
                arguments(more("\"metadata\":{\"a\":\"5500-0000-0000-0004\"}"), "validation_failed", "/metadata/a"),
                arguments(more("\"metadata\":{\"378282246310005\":\"\"}"), "validation_failed", "/metadata"),
                arguments(
                        more("\"payment_method\":{\"token\":\"378282246310005\"}"),
                        "validation_failed",
                        "/payment_method/token"));
    }

    private static String object(String fields) {
        return "{" + fields + "}";
    }

    private static String amount(String literal) {
        return object(GOOD.replace("1299", literal));
    }

    private static String more(String fields) {
        return object(GOOD + "," + fields);
    }

    private static String pairs(int count) {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pairs.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        return pairs.toString();
    }

    @ParameterizedTest
    @MethodSource("payments")
    void aPaymentThatIsNoneIsRefused(String body, String code, String pointer) {
        HttpResponse<String> answer = edge.post("/v1/payments", body, as(ACME));

        JsonNode problem = json(answer);
        assertThat(problem.path("code").asString("")).as(answer.body()).isEqualTo(code);
        if (pointer != null && !pointer.equals("*")) {
            assertThat(problem.at("/errors").findValuesAsString("pointer"))
                    .as(answer.body())
                    .contains(pointer);
        }
        assertThat(problem.get("status").intValue()).isEqualTo(answer.statusCode());
        assertThat(problem.get("request_id").stringValue())
                .isEqualTo(answer.headers().firstValue("Request-Id").orElseThrow());
        assertThat(edge.core.sent).isEmpty();
    }

    /** A call, and the status and code that it is refused with. */
    static Stream<Arguments> calls() {
        String payment = object(GOOD);
        String operator = Facts.OPERATOR_KEY;
        return Stream.of(
                arguments("/v1/payments", payment, new String[] {}, 401, "unauthenticated"),
                arguments("/v1/payments", payment, new String[] {"Authorization", "Basic abc"}, 401, "unauthenticated"),
                arguments("/v1/payments", payment, as("kk_acmeacme_" + "x".repeat(52)), 401, "unauthenticated"),
                arguments("/v1/payments", payment, as(EdgeUnderTest.EXPIRED), 401, "unauthenticated"),
                arguments("/v1/payments", payment, as("ko_wrong"), 401, "unauthenticated"),
                arguments("/v1/payments", payment, as(EdgeUnderTest.READ_ONLY), 403, "forbidden"),
                arguments("/v1/payments", payment, as(ACME, "Kassa-Merchant", "other"), 403, "forbidden"),
                arguments("/v1/payments", payment, as(operator), 400, "malformed_request"),
                arguments("/v1/payments", payment, as(operator, "Kassa-Merchant", "nobody"), 404, "not_found"),
                arguments("/v1/payments", payment, as(EdgeUnderTest.IMPORT), 400, "malformed_request"),
                arguments(
                        "/v1/payments", payment, as(EdgeUnderTest.IMPORT, "Kassa-Merchant", "other"), 403, "forbidden"),
                arguments("/v1/payments", payment, as(ACME, "Idempotency-Key", ""), 400, "malformed_request"),
                arguments("/v1/payments", payment, as(ACME, "Idempotency-Key", "a b"), 400, "malformed_request"),
                arguments(
                        "/v1/payments",
                        payment,
                        as(ACME, "Idempotency-Key", "x".repeat(256)),
                        400,
                        "malformed_request"),
                arguments("/v1/payments", payment, as(ACME, "Content-Type", "text/plain"), 400, "malformed_request"),
                arguments(
                        "/v1/payments",
                        payment,
                        as(ACME, "Content-Type", "application/json; charset=latin1"),
                        400,
                        "malformed_request"),
                // The first of the catalogue wins.
                arguments("/v1/payments", "{", new String[] {}, 400, "malformed_request"),
                arguments("/v1/payments", "{}", new String[] {}, 401, "unauthenticated"),
                arguments("/v1/payments", "{}", as(operator, "Kassa-Merchant", "nobody"), 404, "not_found"),
                arguments("/v1/merchants", "{}", as(ACME), 403, "forbidden"),
                arguments("/v1/merchants", "{}", as(operator), 422, "validation_failed"),
                arguments("/v1/payments/pay_1/capture", "{\"amount\":0}", as(ACME), 422, "validation_failed"),
                arguments("/v1/payments/pay_1/void", "{\"amount\":1}", as(ACME), 422, "validation_failed"),
                arguments("/v1/refunds", "{\"refund_no\":\"r\"}", as(ACME), 422, "validation_failed"),
                arguments("/v1/refunds", "{\"order_no\":\"o\"}", as(ACME), 422, "validation_failed"),
                arguments("/v1/orders/lookup", "{\"keys\":[]}", as(ACME), 422, "validation_failed"),
                arguments("/v1/nothing", "{}", as(ACME), 404, "not_found"),
                arguments("/v1/payments/", payment, as(ACME), 404, "not_found"),
                arguments("/health/live", "", as(ACME), 405, "not_found"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallThatMayNotBeMadeIsRefused(String path, String body, String[] headers, int status, String code) {
        HttpResponse<String> answer = edge.post(path, body, headers);

        assertThat(json(answer).path("code").asString("")).as(answer.body()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(edge.core.sent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badText")
    void whatIsNotUtf8IsMalformed(byte[] body) {
        HttpResponse<String> answer = edge.post("/v1/payments", body, as(ACME));

        assertThat(json(answer).get("code").stringValue()).isEqualTo("malformed_request");
        assertThat(edge.core.sent).isEmpty();
    }

    static Stream<byte[]> badText() {
        byte[] latin = object(GOOD).replace("o-1", "oé").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] overlong = Facts.bytes(object(GOOD.replace("o-1", "o__")));
        int at = new String(overlong, java.nio.charset.StandardCharsets.US_ASCII).indexOf("__");
        overlong[at] = (byte) 0xC0;
        overlong[at + 1] = (byte) 0xAF;
        return Stream.of(latin, overlong, object(GOOD).getBytes(UTF_16LE), new byte[] {(byte) 0xFF}, new byte[] {0});
    }

    @Test
    void tenMegabytesAreTooLargeForACallerThatIsKnown() {
        byte[] body = new byte[10 * 1024 * 1024];

        assertThat(json(edge.post("/v1/payments", body)).get("code").stringValue())
                .isEqualTo("unauthenticated");
        HttpResponse<String> answer = edge.post("/v1/payments", body, as(ACME));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("request_too_large");
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void headersThatAreTooLongAreAProblemToo() {
        HttpResponse<String> answer = edge.get("/health/live", "X-Long", "x".repeat(20_000));

        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("malformed_request");
    }
}
