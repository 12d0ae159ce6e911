package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.EXPIRED;
import static dev.kassa.edge.EdgeUnderTest.READ_ONLY;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.AuditRecord;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.edge.audit.Deed;
import dev.kassa.schema.AuditChain;
import io.javalin.http.HandlerType;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {
    private static final String PAYMENT = "{\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"}";
    private static final String CARD = "4111111111111111";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterEach
    void stop() {
        edge.close();
    }

    /** The deeds, once there are so many: an answer does not wait for its audit. */
    private List<Deed> deeds(int count) {
        await().until(() -> edge.audit.deeds.size() >= count);
        return edge.audit.deeds;
    }

    private static String words(Deed deed) {
        return String.join(
                " ",
                deed.actor(),
                deed.action(),
                String.valueOf(deed.subject()),
                String.valueOf(deed.merchantId()),
                Integer.toString(deed.status()),
                String.valueOf(deed.code()));
    }

    @Test
    void aWriteIsAuditedWithWhoWhatForWhomAndWhatBecameOfIt() {
        edge.core.answer = _ ->
                Optional.of(FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));

        edge.post("/v1/payments", PAYMENT, as(ACME, "Request-Id", "r-1", "X-Forwarded-For", "10.9.8.7"));

        Deed deed = deeds(1).getFirst();
        assertThat(words(deed)).isEqualTo("key:acmeacme payment.create o-1 acme 201 null");
        assertThat(deed.requestId()).isEqualTo("r-1");
        assertThat(deed.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(deed.position()).isEqualTo("1:7.3.9.2");
        assertThat(deed.commandId()).isEqualTo(edge.core.last().getCommandId());
        assertThat(deed.durationUs()).isPositive();
        assertThat(deed.startedAtMs()).isGreaterThan(1_700_000_000_000L);
    }

    @Test
    void refusalsAreAuditedToo() {
        edge.core.answer = _ -> Optional.of(FakeCore.refusal(409, "invalid_state", "no"));

        edge.post("/v1/payments/pay_1/capture", "{}", as(ACME));
        edge.post("/v1/payments", PAYMENT, as(READ_ONLY));
        edge.post("/v1/payments", PAYMENT, as(EXPIRED));
        edge.post("/v1/payments", PAYMENT);
        edge.post("/v1/payments", PAYMENT, as(ACME, "Kassa-Merchant", "other"));
        edge.post("/v1/payments", PAYMENT, asOperator("Kassa-Merchant", "nobody"));
        edge.post("/v1/payments", "{", as(ACME));
        edge.post("/v1/payments", "{\"order_no\":\"o-2\"}", as(ACME));
        edge.post("/v1/merchants", "{}", as(ACME));
        edge.post("/v1/payments", "x".repeat(70_000), as(ACME));

        assertThat(deeds(10))
                .extracting(AuditTest::words)
                .containsExactlyInAnyOrder(
                        "key:acmeacme payment.capture pay_1 acme 409 invalid_state",
                        "key:readonly payment.create null null 403 forbidden",
                        "anonymous payment.create null null 401 unauthenticated",
                        "anonymous payment.create null null 401 unauthenticated",
                        "key:acmeacme payment.create null other 403 forbidden",
                        "operator payment.create null nobody 404 not_found",
                        "key:acmeacme payment.create null null 400 malformed_request",
                        "key:acmeacme payment.create null acme 422 validation_failed",
                        "key:acmeacme merchant.create null null 403 forbidden",
                        "key:acmeacme payment.create null acme 413 request_too_large");
    }

    @Test
    void whatLooksLikeACardNumberOrAKeyIsWithheld() {
        edge.core.answer = _ -> Optional.of(FakeCore.refusal(404, "payment_not_found", "no"));

        edge.post("/v1/payments", PAYMENT.replace("o-1", CARD), as(ACME));
        edge.post("/v1/payments/" + CARD + "/void", "{}", as(ACME, "Request-Id", CARD));
        edge.post("/v1/payments/" + ACME + "/void", "{}", as(ACME));
        edge.post("/v1/payments", PAYMENT, as(ACME, "Kassa-Merchant", CARD));

        assertThat(deeds(4))
                .extracting(AuditTest::words)
                .containsExactlyInAnyOrder(
                        "key:acmeacme payment.create null acme 422 validation_failed",
                        "key:acmeacme payment.void (withheld) acme 404 payment_not_found",
                        "key:acmeacme payment.void (withheld) acme 404 payment_not_found",
                        "key:acmeacme payment.create null (withheld) 403 forbidden");
        assertThat(edge.audit.deeds.toString()).doesNotContain(CARD, ACME);
    }

    @Test
    void readsLookUpsAndUnknownPathsAreNotAudited() {
        edge.get("/v1/payments/pay_1", as(ACME));
        edge.post("/v1/payments/lookup", "{\"keys\":[\"pay_1\"]}", as(ACME));
        edge.post("/v1/callbacks/simulator", "good");
        edge.post("/v1/nothing", "{}", as(ACME));
        edge.post("/v1/refunds", "{}", as(ACME));

        assertThat(deeds(1)).extracting(Deed::action).containsExactly("refund.create");
    }

    @Test
    void everyRouteThatChangesSomethingForACallerIsAudited() {
        assertThat(edge.server.routes())
                .filteredOn(route -> route.method() != HandlerType.GET && route.method() != HandlerType.HEAD)
                .filteredOn(route ->
                        !route.path().endsWith("/lookup") && !route.path().startsWith("/v1/callbacks/"))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.action())
                        .as(route.method() + " " + route.path() + " needs .audited(…) in Routes")
                        .isNotNull());
    }

    @Test
    void theTrailIsToldToTheOperatorWithItsFilters() {
        AuditRecord record = new AuditRecord(
                "r-1",
                "operator",
                "payment.create",
                "o-1",
                "acme",
                "127.0.0.1",
                201,
                null,
                Facts.NOON_MS,
                42L,
                "1:1.1.1.1",
                "c-1",
                0L,
                "",
                0L,
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0));
        new AuditChain("aud_1", AuditChain.start()).seal(record);
        edge.audit.page = new AuditTrail.Page(List.of(new AuditTrail.Entry(7, Facts.NOON_MS, record)), 7L);

        HttpResponse<String> answer = edge.get(
                "/v1/audit?actor=operator&action=payment.create&merchant=acme&from=2011-03-07T00:00:00Z&limit=1&cursor=9",
                asOperator());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode told = json(answer).get("data").get(0);
        assertThat(told.get("action").stringValue()).isEqualTo("payment.create");
        assertThat(told.get("at").stringValue()).isEqualTo("2011-03-07T12:00:00.000Z");
        assertThat(told.get("hash").stringValue()).hasSize(64);
        assertThat(json(answer).get("next_cursor").stringValue()).isEqualTo("7");
        assertThat(edge.audit.asked)
                .containsExactly(new AuditTrail.Filter(
                        "operator", "payment.create", "acme", 1_299_456_000_000L, Long.MAX_VALUE, 1, 9L));
        assertThat(edge.get("/v1/audit", as(ACME)).statusCode()).isEqualTo(403);
        assertThat(edge.get("/v1/audit?cursor=x", asOperator()).statusCode()).isEqualTo(422);
    }
}
