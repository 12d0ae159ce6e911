package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.KeyUse;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RevokeKey;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Keys over HTTP: who makes and revokes whose, and that a secret is shown once. */
class KeysTest {
    private static final String KEYS = "/v1/merchants/acme/keys";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterEach
    void stop() {
        edge.close();
    }

    private void coreKeepsKeys() {
        edge.core.answer = command -> {
            MerchantFact known = edge.merchants.find("acme").orElseThrow();
            MerchantFact changed = MerchantFact.newBuilder(known).build();
            changed.setSequence(known.getSequence() + 10);
            changed.setKeys(new ArrayList<>(known.getKeys()));
            if (command.getBody() instanceof AddKey add) {
                changed.getKeys()
                        .add(new dev.kassa.avro.ApiKeyFact(
                                add.getKeyId(),
                                add.getKeyHash(),
                                add.getScopes(),
                                null,
                                add.getName(),
                                1L,
                                add.getRateLimitPerSecond(),
                                add.getSigning()));
                return Optional.of(FakeCore.reply(201, changed));
            }
            String gone = ((RevokeKey) command.getBody()).getKeyId();
            changed.getKeys().removeIf(key -> key.getKeyId().equals(gone));
            return Optional.of(FakeCore.reply(200, changed));
        };
    }

    @Test
    void aKeyIsShownOnceWorksAndIsRevoked() {
        coreKeepsKeys();
        HttpResponse<String> made = edge.post(KEYS, """
                {"scopes": ["readonly"], "name": "the shop's till", "rate_limit": 7}""", asOperator());

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String key = json(made).get("key").stringValue();
        String id = json(made).get("id").stringValue();
        HttpResponse<String> used = edge.get("/v1/balances", as(key));
        assertThat(used.statusCode()).isEqualTo(200);
        assertThat(used.headers().firstValue("RateLimit-Limit")).contains("14");
        HttpResponse<String> list = edge.get(KEYS, as(ACME));
        assertThat(list.body()).contains(id, "the shop's till").doesNotContain(key, "hash");

        HttpResponse<String> revoked =
                edge.send(edge.request(KEYS + "/" + id, asOperator()).DELETE());

        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(edge.get("/v1/balances", as(key)).statusCode()).isEqualTo(401);
        assertThat(edge.get("/v1/balances", as(ACME)).statusCode()).isEqualTo(200);
    }

    /** Whose key, the merchant, the body, and the status. */
    static Stream<Arguments> attempts() {
        String merchant = "{\"scopes\":[\"merchant\"]}";
        return Stream.of(
                arguments(ACME, "acme", merchant, 201),
                arguments(ACME, "acme", "{\"scopes\":[\"readonly\"],\"overlap_hours\":2}", 201),
                arguments(ACME, "acme", "{\"scopes\":[\"import\"]}", 403),
                arguments(ACME, "acme", "{\"scopes\":[\"approver\",\"merchant\"]}", 403),
                arguments(ACME, "acme", "{\"scopes\":[\"merchant\"],\"rate_limit\":1000000}", 403),
                arguments(ACME, "other", merchant, 404),
                arguments(ACME, "nobody", merchant, 404),
                arguments(EdgeUnderTest.READ_ONLY, "acme", merchant, 403),
                arguments(EdgeUnderTest.IMPORT, "acme", merchant, 403),
                arguments(EdgeUnderTest.EXPIRED, "acme", merchant, 401),
                arguments(Facts.OPERATOR_KEY, "acme", "{\"scopes\":[\"operator\"]}", 422),
                arguments(Facts.OPERATOR_KEY, "acme", "{\"scopes\":[]}", 422),
                arguments(Facts.OPERATOR_KEY, "acme", "{\"scopes\":[\"merchant\"],\"overlap_hours\":673}", 422),
                arguments(Facts.OPERATOR_KEY, "acme", "", 400));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void onlyWhoMayMakesKeys(String key, String merchant, String body, int status) {
        coreKeepsKeys();
        HttpResponse<String> answer = edge.post("/v1/merchants/" + merchant + "/keys", body, as(key));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(edge.core.sent).hasSize(status == 201 ? 1 : 0);
    }

    @Test
    void anothersKeysAreNeitherSeenNorRevoked() {
        assertThat(edge.get("/v1/merchants/other/keys", as(ACME)).statusCode()).isEqualTo(404);
        assertThat(edge.send(edge.request("/v1/merchants/other/keys/otherkey", as(ACME))
                                .DELETE())
                        .statusCode())
                .isEqualTo(404);
        assertThat(edge.send(edge.request("/v1/merchants/acme/keys/acmeacme", as(EdgeUnderTest.READ_ONLY))
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);
        assertThat(edge.core.sent).isEmpty();
    }

    private String lastUsed(String path, String keyId) {
        for (JsonNode key : json(edge.get(path, asOperator())).get("data")) {
            if (key.get("id").stringValue().equals(keyId)) {
                return key.get("last_used_at").asString("never");
            }
        }
        throw new AssertionError("no key " + keyId);
    }

    @Test
    void theLastUseOfAKeyIsShownFromItsFirstOn() {
        assertThat(lastUsed(KEYS, "acmeacme")).isEqualTo("never");

        edge.get("/v1/balances", as(ACME));
        assertThat(lastUsed(KEYS, "acmeacme")).isEqualTo("2011-03-07T12:00:00.000Z");

        edge.nowMs += 1_500;
        edge.post("/v1/payments", "{", as(ACME));
        assertThat(lastUsed(KEYS, "acmeacme"))
                .as("also of a request that is wrong")
                .isEqualTo("2011-03-07T12:00:01.500Z");
        edge.keyUses.apply(new KeyUse("readonly", Facts.NOON_MS + 60_000));
        assertThat(lastUsed(KEYS, "readonly")).as("told by another edge").isEqualTo("2011-03-07T12:01:00.000Z");
        assertThat(lastUsed(KEYS, "importer")).isEqualTo("never");
    }

    @Test
    void whoIsNotLetInLeavesNoUse() {
        assertThat(edge.get("/v1/balances", as(EdgeUnderTest.EXPIRED)).statusCode())
                .isEqualTo(401);
        assertThat(edge.get("/v1/balances", as(ACME.replace("sss", "ttt"))).statusCode())
                .isEqualTo(401);
        assertThat(edge.get("/v1/balances", as(Facts.key("signsall"))).statusCode())
                .isEqualTo(401);
        assertThat(edge.get("/v1/balances", as(Facts.key("nobodyss"))).statusCode())
                .isEqualTo(401);

        for (String keyId : new String[] {"oldoldol", "acmeacme", "signsall"}) {
            assertThat(lastUsed(KEYS, keyId)).as(keyId).isEqualTo("never");
        }
        assertThat(edge.keyUses.lastMs("nobodyss")).isNull();
    }

    @Test
    void theLastUseOfAKeyOfThePlatformIsShownToo() {
        edge.references.apply(new ReferenceFact(
                "platform-key",
                "staffsta",
                1L,
                new PlatformKeyBody(Facts.keyFact("staffsta", null, "readonly")),
                "operator",
                1L,
                null,
                1L));
        assertThat(lastUsed("/v1/keys", "staffsta")).isEqualTo("never");

        assertThat(edge.get("/v1/merchants/acme", as(Facts.key("staffsta"))).statusCode())
                .isEqualTo(200);

        assertThat(lastUsed("/v1/keys", "staffsta")).isEqualTo("2011-03-07T12:00:00.000Z");
    }
}
