package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.edge.access.Rate;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks too much is told so, and every answer tells browsers what not to do with it. */
class ManyRequestsTest {
    private static final EdgeSettings.Limits FEW =
            EdgeSettings.Limits.usual().withRates(new Rate(1, 3), new Rate(1, 3));

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    @Test
    void aKeyThatAsksTooMuchIsToldWhenToComeAgain() {
        try (EdgeUnderTest edge = new EdgeUnderTest(FEW)) {
            HttpResponse<String> first = edge.get("/v1/balances", as(ACME));
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("RateLimit-Limit")).contains("3");
            assertThat(first.headers().firstValue("RateLimit-Remaining")).contains("2");
            assertThat(first.headers().firstValue("RateLimit-Reset")).contains("1");
            HttpResponse<String> answer = first;
            for (int i = 0; i < 20 && answer.statusCode() == 200; i++) {
                answer = edge.get("/v1/balances", as(ACME));
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(json(answer).get("code").stringValue()).isEqualTo("rate_limited");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(edge.get("/v1/balances", as(EdgeUnderTest.READ_ONLY)).statusCode())
                    .as("another key")
                    .isEqualTo(200);
        }
    }

    @Test
    void guessersAreSlowedDownByAddressAndNotByWhatTheySayOfIt() {
        try (EdgeUnderTest edge = new EdgeUnderTest(FEW)) {
            HttpResponse<String> answer = edge.get("/v1/balances", as("kk_guess"));
            assertThat(answer.statusCode()).isEqualTo(401);
            for (int i = 0; i < 20 && answer.statusCode() == 401; i++) {
                answer = edge.get("/v1/balances", as("kk_guess" + i, "X-Forwarded-For", "192.0.2." + i));
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(edge.get("/v1/balances", as(ACME)).statusCode())
                    .as("a valid key from the same address")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/v1/balances", "/docs", "/docs/openapi.yaml", "/nothing", "/metrics"})
    void everyAnswerKeepsBrowsersFromHarm(String path) {
        try (EdgeUnderTest edge = new EdgeUnderTest()) {
            HttpResponse<String> answer = edge.get(path);

            ALWAYS.forEach((name, value) ->
                    assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as("plain HTTP promises nothing")
                    .isEmpty();
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void alsoWhatIsRefusedBeforeItIsReadHasThem() {
        try (EdgeUnderTest edge = new EdgeUnderTest()) {
            HttpResponse<String> answer = edge.get("/health/live", "X-Long", "x".repeat(20_000));

            assertThat(answer.statusCode()).isEqualTo(431);
            ALWAYS.forEach((name, value) ->
                    assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
        }
    }

    @Test
    void thePageOfTheContractMayUseItsOwnStyle() {
        try (EdgeUnderTest edge = new EdgeUnderTest()) {
            assertThat(edge.get("/docs").headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("style-src 'sha256-");
        }
    }
}
