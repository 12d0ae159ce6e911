package dev.kassa.edge.access;

import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.ErrorCode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignaturesTest {
    private static final KeyHash HASH = new KeyHash("0123456789abcdef0123456789abcdef");
    private static final Signatures.Request REQUEST = request("POST", "/v1/payments?a=b", "{\"amount\":1}");
    private static final Caller OPERATOR = new Caller.Operator();
    private static final long NOW = 1_300_000_000L;

    private long now = NOW;
    private final Signatures signatures =
            new Signatures(HASH, () -> Instant.ofEpochSecond(now), new UsedSignatures(Signatures.WINDOW_SECONDS, 3));

    private static Caller key(String signing) {
        return new Caller.KeyHolder("acmeacme", "acme", List.of("merchant"), null, signing);
    }

    private static Signatures.Request request(String method, String target, String body) {
        return new Signatures.Request(method, target, body.getBytes(UTF_8));
    }

    private static String hex(String keyId, long at, Signatures.Request request) {
        String head = at + "." + request.method() + "." + request.target() + ".";
        return HexFormat.of().formatHex(HASH.signature(keyId, head, request.body()));
    }

    private static String header(long at, Signatures.Request request) {
        return "t=" + at + ",v1=" + hex("acmeacme", at, request);
    }

    /** What a check ends with; null where the request passes. */
    private @Nullable ErrorCode check(Caller caller, @Nullable String header, Signatures.Request request) {
        try {
            signatures.check(caller, header, request);
            return null;
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    /** Who asks, the header that is sent, what is sent, and whether it passes. */
    static Stream<Arguments> requests() {
        Caller none = key("none");
        Caller optional = key("optional");
        Caller required = key("required");
        String good = header(NOW, REQUEST);
        String hex = hex("acmeacme", NOW, REQUEST);
        return Stream.of(
                arguments(none, null, REQUEST, true),
                arguments(optional, null, REQUEST, true),
                arguments(required, null, REQUEST, false),
                arguments(OPERATOR, null, REQUEST, true),
                arguments(none, good, REQUEST, true),
                arguments(optional, good, REQUEST, true),
                arguments(required, good, REQUEST, true),
                arguments(OPERATOR, good, REQUEST, false),
                arguments(required, header(NOW - 300, REQUEST), REQUEST, true),
                arguments(required, header(NOW - 301, REQUEST), REQUEST, false),
                arguments(required, header(NOW + 300, REQUEST), REQUEST, true),
                arguments(required, header(NOW + 301, REQUEST), REQUEST, false),
                arguments(required, good, request("PUT", "/v1/payments?a=b", "{\"amount\":1}"), false),
                arguments(required, good, request("POST", "/v1/refunds?a=b", "{\"amount\":1}"), false),
                arguments(required, good, request("POST", "/v1/payments?a=c", "{\"amount\":1}"), false),
                arguments(required, good, request("POST", "/v1/payments", "{\"amount\":1}"), false),
                arguments(required, good, request("POST", "/v1/payments?a=b", "{\"amount\":2}"), false),
                arguments(required, good, request("POST", "/v1/payments?a=b", ""), false),
                arguments(required, "t=" + (NOW + 1) + ",v1=" + hex, REQUEST, false),
                arguments(required, "t=" + NOW + ",v1=" + hex("otherkey", NOW, REQUEST), REQUEST, false),
                arguments(required, "t=" + NOW + ",v1=" + "0".repeat(64), REQUEST, false),
                arguments(optional, "t=" + NOW + ",v1=" + "0".repeat(64), REQUEST, false),
                arguments(none, "t=" + NOW + ",v1=" + "0".repeat(64), REQUEST, false),
                arguments(required, "t=0" + NOW + ",v1=" + hex, REQUEST, false),
                arguments(required, "t=" + NOW + ",v1=" + hex.toUpperCase(Locale.ROOT), REQUEST, false),
                arguments(required, "t=" + NOW + ",v1=" + hex.substring(2), REQUEST, false),
                arguments(required, "t=-1,v1=" + hex, REQUEST, false),
                arguments(required, "t=99999999999999999999,v1=" + hex, REQUEST, false),
                arguments(required, good + "," + good, REQUEST, false),
                arguments(required, "v1=" + hex, REQUEST, false),
                arguments(required, hex, REQUEST, false),
                arguments(optional, "", REQUEST, false));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void onlyWhatTheHolderSignedPasses(
            Caller caller, @Nullable String header, Signatures.Request request, boolean passes) {
        assertThat(check(caller, header, request)).isEqualTo(passes ? null : UNAUTHENTICATED);
    }

    @Test
    void aSignatureIsGoodOnceAsLongAsItsTimeIs() {
        Caller caller = key("required");
        String header = header(NOW + 300, REQUEST);
        assertThat(check(caller, header, REQUEST)).isNull();

        for (now = NOW; now <= NOW + 601; now += 100) {
            assertThat(check(caller, header, REQUEST)).as("at %d", now).isEqualTo(UNAUTHENTICATED);
        }
    }

    @Test
    void oneOfManyAtTheSameMomentPasses() {
        String header = header(NOW, REQUEST);
        AtomicInteger passed = new AtomicInteger();

        IntStream.range(0, 2_000).parallel().forEach(i -> {
            if (check(key("required"), header, REQUEST) == null) {
                passed.incrementAndGet();
            }
        });

        assertThat(passed).hasValue(1);
    }

    @Test
    void whatCannotBeRememberedDoesNotPassUntilThereIsRoom() {
        Caller caller = key("required");
        for (int i = 0; i < 3; i++) {
            assertThat(check(caller, header(NOW + i, REQUEST), REQUEST)).isNull();
        }

        assertThat(check(caller, header(NOW + 3, REQUEST), REQUEST)).isEqualTo(UNAVAILABLE);
        assertThat(check(caller, header(NOW, REQUEST), REQUEST)).as("again").isEqualTo(UNAUTHENTICATED);
        now = NOW + 301;
        assertThat(check(caller, header(NOW + 3, REQUEST), REQUEST)).isNull();
    }

    @Test
    void aClockThatGoesBackBringsNothingBack() {
        Caller caller = key("required");
        String header = header(NOW - 300, REQUEST);
        assertThat(check(caller, header, REQUEST)).isNull();
        now = NOW + 1;
        assertThat(check(caller, header(NOW, REQUEST), REQUEST)).isNull();

        now = NOW;
        assertThat(check(caller, header, REQUEST)).isEqualTo(UNAUTHENTICATED);
    }
}
