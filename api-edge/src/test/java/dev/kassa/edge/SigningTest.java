package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentStatusCode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signed requests over HTTP, signed as the contract says. */
class SigningTest {
    private static final String SIGNS_ALL = Facts.key("signsall");
    private static final String MAY_SIGN = Facts.key("maysigns");
    private static final String BODY = "{\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"}";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterEach
    void stop() {
        edge.close();
    }

    private void coreTakesPayments() {
        edge.core.answer = _ ->
                Optional.of(FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));
    }

    private static String signature(String secret, String method, String target, String body) throws Exception {
        long at = System.currentTimeMillis() / 1000;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((at + "." + method + "." + target + "." + body).getBytes(UTF_8));
        return "t=" + at + ",v1=" + HexFormat.of().formatHex(signature);
    }

    private static String secretOf(String keyId) {
        return Facts.KEY_HASH.signingSecret(keyId);
    }

    private HttpResponse<String> pay(String key, String body, String signature) {
        return edge.post("/v1/payments", body, as(key, "Kassa-Signature", signature));
    }

    @Test
    void aSignedPaymentPassesOnce() throws Exception {
        coreTakesPayments();
        String signature = signature(secretOf("signsall"), "POST", "/v1/payments", BODY);

        HttpResponse<String> first = pay(SIGNS_ALL, BODY, signature);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> again = pay(SIGNS_ALL, BODY, signature);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(json(again).get("detail").stringValue()).contains("used before");
        assertThat(edge.core.sent).hasSize(1);
    }

    @Test
    void anotherBodyIsNotSigned() throws Exception {
        coreTakesPayments();
        String signature = signature(secretOf("maysigns"), "POST", "/v1/payments", BODY);

        assertThat(pay(MAY_SIGN, BODY.replace("1299", "9921"), signature).statusCode())
                .isEqualTo(401);
        assertThat(pay(EdgeUnderTest.ACME, BODY, signature).statusCode()).isEqualTo(401);
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void aKeyThatSignsAllDoesNothingUnsigned() {
        HttpResponse<String> unsigned = edge.post("/v1/payments", BODY, as(SIGNS_ALL));

        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(json(unsigned).get("detail").stringValue()).contains("must be signed", "Kassa-Signature");
        assertThat(edge.get("/v1/balances", as(SIGNS_ALL)).statusCode()).isEqualTo(401);
        assertThat(edge.get("/v1/balances", as(MAY_SIGN)).statusCode()).isEqualTo(200);
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void theQueryIsSignedAsItIsSent() throws Exception {
        String target = "/v1/payments?limit=5&status=succeeded";
        String signature = signature(secretOf("signsall"), "GET", target, "");

        assertThat(edge.get("/v1/payments?limit=6&status=succeeded", as(SIGNS_ALL, "Kassa-Signature", signature))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> asSigned = edge.get(target, as(SIGNS_ALL, "Kassa-Signature", signature));
        assertThat(asSigned.statusCode()).as(asSigned.body()).isEqualTo(200);
    }

    @Test
    void theSecretIsShownOnceWithTheKeyAndSigns() throws Exception {
        edge.core.answer = command -> {
            AddKey add = (AddKey) command.getBody();
            MerchantFact known = edge.merchants.find("acme").orElseThrow();
            MerchantFact changed = MerchantFact.newBuilder(known)
                    .setSequence(known.getSequence() + 10)
                    .build();
            changed.setKeys(new ArrayList<>(known.getKeys()));
            changed.getKeys()
                    .add(ApiKeyFact.newBuilder(Facts.keyFact(add.getKeyId(), null, "merchant"))
                            .setHash(add.getKeyHash())
                            .setSigning(add.getSigning())
                            .build());
            return Optional.of(FakeCore.reply(201, changed));
        };
        HttpResponse<String> made = edge.post("/v1/merchants/acme/keys", """
                {"scopes": ["merchant"], "signing": "required"}""", asOperator());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String key = json(made).get("key").stringValue();
        String secret = json(made).get("signing_secret").stringValue();

        HttpResponse<String> used =
                edge.get("/v1/balances", as(key, "Kassa-Signature", signature(secret, "GET", "/v1/balances", "")));

        assertThat(used.statusCode()).as(used.body()).isEqualTo(200);
        assertThat(edge.get("/v1/balances", as(key)).statusCode()).isEqualTo(401);
        assertThat(edge.get("/v1/merchants/acme/keys", asOperator()).body())
                .contains("\"signing\":\"required\"")
                .doesNotContain(secret);
        assertThat(edge.post("/v1/merchants/acme/keys", "{\"scopes\":[\"merchant\"],\"signing\":\"no\"}", asOperator())
                        .statusCode())
                .isEqualTo(422);
    }
}
