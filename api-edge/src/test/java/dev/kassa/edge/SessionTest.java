package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.session.Session;
import dev.kassa.edge.session.Sessions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in with a key, and what the cookie is good for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {
    private final EdgeUnderTest edge = new EdgeUnderTest();
    private long nowMs = Facts.NOON_MS;
    private final Sessions sessions =
            new Sessions(Facts.KEY_HASH, () -> Instant.ofEpochMilli(nowMs), new SecureRandom());

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void a_key_is_shown_once_and_then_the_cookie_reads() {
        HttpResponse<String> begun = signIn(EdgeUnderTest.ACME);
        String set = begun.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(EdgeUnderTest.ACME);
        HttpResponse<String> who = edge.get("/v1/session", "Cookie", cookie(begun));
        assertThat(EdgeUnderTest.json(who).path("merchant_id").asString()).isEqualTo("acme");
        assertThat(edge.get("/v1/balances", "Cookie", cookie(begun)).statusCode())
                .isEqualTo(200);
        assertThat(edge.get("/v1/ledger/trial-balance", "Cookie", cookie(begun)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_write_needs_the_sessions_token() {
        HttpResponse<String> begun = signIn(Facts.OPERATOR_KEY);
        String token = EdgeUnderTest.json(begun).path("token").asString();

        assertThat(write(cookie(begun), null)).isEqualTo(403);
        assertThat(write(cookie(begun), "0".repeat(64))).isEqualTo(403);
        assertThat(write(
                        cookie(begun),
                        EdgeUnderTest.json(signIn(Facts.OPERATOR_KEY))
                                .path("token")
                                .asString()))
                .isEqualTo(403);
        assertThat(write(cookie(begun), token)).isEqualTo(422); // it got as far as the body
    }

    private int write(String cookie, @Nullable String token) {
        String[] headers = token == null
                ? new String[] {"Cookie", cookie}
                : new String[] {"Cookie", cookie, "Kassa-Session-Token", token};
        return edge.post("/v1/exports", "{}", headers).statusCode();
    }

    @Test
    void who_signs_out_is_out_whoever_has_the_cookie() {
        HttpResponse<String> begun = signIn(EdgeUnderTest.ACME);

        HttpResponse<String> ended =
                edge.send(edge.request("/v1/sessions", "Cookie", cookie(begun)).DELETE());

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(edge.get("/v1/balances", "Cookie", cookie(begun)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_key_that_is_revoked_ends_its_sessions() {
        edge.merchants.applyRead(Facts.merchant("leaving", 3, Facts.keyFact("leavekey", null, "merchant")));
        HttpResponse<String> begun = signIn(Facts.key("leavekey"));
        assertThat(edge.get("/v1/session", "Cookie", cookie(begun)).statusCode())
                .isEqualTo(200);

        edge.merchants.applyRead(Facts.merchant("leaving", 4));

        assertThat(edge.get("/v1/session", "Cookie", cookie(begun)).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "a.b", "!!.!!", "' '", "b3BlcmF0b3J8MXwwfDA.AAAA"})
    void nonsense_is_no_session(String cookie) {
        String header = Sessions.COOKIE + "=" + cookie;

        assertThat(edge.get("/v1/balances", "Cookie", header).statusCode()).isEqualTo(401);
        assertThat(EdgeUnderTest.json(edge.get("/v1/session", "Cookie", header))
                        .path("actor")
                        .isNull())
                .isTrue();
    }

    @Test
    void without_a_key_nobody_signs_in() {
        HttpResponse<String> refused = edge.send(edge.request("/v1/sessions").POST(BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(signIn("ko_nobody").statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_half_an_hour_without_use_and_after_eight_hours_at_all() {
        Session begun = sessions.begin("operator");
        String cookie = sessions.cookie(begun);

        passes(Duration.ofMinutes(29));
        assertThat(sessions.of(cookie)).isEqualTo(begun);
        Session renewed = Objects.requireNonNull(sessions.renewed(begun));
        passes(Duration.ofMinutes(1));
        assertThat(sessions.of(cookie)).isNull();
        assertThat(sessions.of(sessions.cookie(renewed))).isEqualTo(renewed);

        while (nowMs < Facts.NOON_MS + Duration.ofHours(8).toMillis()) {
            passes(Duration.ofMinutes(20));
            renewed = Objects.requireNonNull(sessions.renewed(renewed));
        }
        assertThat(sessions.of(sessions.cookie(renewed))).isNull();
    }

    @Test
    void a_cookie_of_another_installation_is_none() {
        Sessions others = new Sessions(
                new KeyHash("another-secret-of-another-house-0123"),
                () -> Instant.ofEpochMilli(nowMs),
                new SecureRandom());

        assertThat(sessions.of(others.cookie(others.begin("operator")))).isNull();
    }

    private void passes(Duration time) {
        nowMs += time.toMillis();
    }

    private HttpResponse<String> signIn(String key) {
        return edge.send(edge.request("/v1/sessions", EdgeUnderTest.as(key)).POST(BodyPublishers.noBody()));
    }

    private static String cookie(HttpResponse<String> begun) {
        return begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }
}
