package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.IMPORT;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {
    private static final String PAYMENT = "{\"order_no\":\"o-1\",\"amount\":1299,\"currency\":\"EUR\"}";
    private static final String REFUND = "{\"order_no\":\"o-1\",\"refund_no\":\"r-1\",\"amount\":300}";
    private static final String MERCHANT =
            "{\"id\":\"shop\",\"name\":\"Shop\",\"country\":\"ZZ\",\"timezone\":\"Europe/London\",\"currencies\":[\"USD\",\"EUR\"]}";

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
    void quiet() {
        edge.views.payments.clear();
        edge.core.answer = _ ->
                Optional.of(FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));
    }

    @Test
    void aPaymentIsAnsweredWithItsOutcomePlaceAndPosition() {
        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME, "Request-Id", "mine-1"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/payments/pay_1");
        assertThat(answer.headers().firstValue("Kassa-Position")).contains("1:7.3.9.2");
        assertThat(answer.headers().firstValue("Request-Id")).contains("mine-1");
        assertThat(answer.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(json(answer).get("status").stringValue()).isEqualTo("succeeded");
    }

    @Test
    void everythingThatIsSentReachesTheCore() {
        edge.post(
                "/v1/payments",
                """
                {"order_no":"é/1","amount":1000000000000,"currency":"JPY","channel":"simulator","capture":false,
                 "payment_method":{"type":"card","token":"tok_ok"},"customer":{"id":"c","country":"GB"},
                 "description":"two\\nlines","metadata":{"b":"2","a":"1"},"occurred_at":"2011-03-07T08:26:00+01:00"}""",
                as(IMPORT, "Kassa-Merchant", "acme", "Idempotency-Key", "key 1".replace(" ", "-"), "Prefer", "wait=3"));

        CreatePayment sent = (CreatePayment) edge.core.last().getBody();
        assertThat(sent.getMerchantId()).isEqualTo("acme");
        assertThat(sent.getOrderNo()).isEqualTo("é/1");
        assertThat(sent.getAmount()).isEqualTo(1_000_000_000_000L);
        assertThat(sent.getCapture()).isEqualTo(CaptureMode.MANUAL);
        assertThat(sent.getToken()).isEqualTo("tok_ok");
        assertThat(sent.getCustomer().getCountry()).isEqualTo("GB");
        assertThat(sent.getMetadata()).extracting("key").containsExactly("a", "b");
        assertThat(sent.getOccurredAtMs()).isEqualTo(1_299_482_760_000L);
        assertThat(edge.core.last().getIdempotencyKey()).isEqualTo("key-1");
        assertThat(edge.core.last().getActor()).isEqualTo("key:importer");
        assertThat(edge.core.last().getReplyWhen()).isEqualTo(ReplyWhen.CONCLUDED);
        assertThat(edge.core.waits.getLast()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aCustomerMayBeJustAnId() {
        edge.post("/v1/payments", PAYMENT.replace("}", ",\"customer\":\"17850\",\"capture\":\"manual\"}"), as(ACME));

        CreatePayment sent = (CreatePayment) edge.core.last().getBody();
        assertThat(sent.getCustomer().getId()).isEqualTo("17850");
        assertThat(sent.getCapture()).isEqualTo(CaptureMode.MANUAL);
    }

    @Test
    void aCallerThatDoesNotWaitIsToldWhereToLook() {
        edge.core.answer = command ->
                Optional.of(FakeCore.reply(202, Facts.payment("acme", "pay_2", "o-2", PaymentStatusCode.PROCESSING)));

        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME, "Prefer", "respond-async"));

        assertThat(edge.core.last().getReplyWhen()).isEqualTo(ReplyWhen.ACCEPTED);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/payments/pay_2");
    }

    @Test
    void withoutAnOutcomeInTimeTheOrderIsWhereToLook() {
        edge.core.answer = _ -> Optional.empty();

        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT.replace("o-1", "a/b"), as(ACME));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/orders/a%2Fb");
        assertThat(answer.body()).isEqualTo("{\"object\":\"payment\",\"order_no\":\"a/b\",\"status\":\"processing\"}");
    }

    @Test
    void withoutAnOutcomeInTimeThePaymentIsWhereToLookOnceItIsSeen() {
        edge.core.answer = _ -> Optional.empty();
        edge.views.payments.add(Facts.payment("acme", "pay_9", "o-1", PaymentStatusCode.PROCESSING));

        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME));

        assertThat(answer.headers().firstValue("Location")).contains("/v1/payments/pay_9");
        assertThat(json(answer).get("id").stringValue()).isEqualTo("pay_9");
    }

    @Test
    void aReplayIsMarkedAndHasTheSameBytes() {
        HttpResponse<String> first = edge.post("/v1/payments", PAYMENT, as(ACME));
        Reply again = FakeCore.reply(201, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED));
        again.setReplayed(true);
        edge.core.answer = _ -> Optional.of(again);

        HttpResponse<String> second = edge.post("/v1/payments", PAYMENT, as(ACME));

        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void theCoresNoIsAProblemThatNamesTheRequestThatWasRefusedFirst() {
        Reply no = FakeCore.refusal(422, "validation_failed", "The merchant takes no EUR.");
        no.setPointer("/currency");
        no.setRequestId("req_first");
        edge.core.answer = _ -> Optional.of(no);

        HttpResponse<String> answer = edge.post("/v1/payments", PAYMENT, as(ACME));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"code\":\"validation_failed\",\"title\":\"The request has fields that are not valid\","
                        + "\"status\":422,\"detail\":\"The merchant takes no EUR.\",\"instance\":\"/v1/payments\","
                        + "\"request_id\":\"req_first\",\"errors\":[{\"pointer\":\"/currency\","
                        + "\"detail\":\"The merchant takes no EUR.\"}]}");
    }

    @Test
    void aRefundMayNameNoOrder() {
        edge.core.answer = _ -> Optional.of(FakeCore.refusal(404, "payment_not_found", "No such order."));

        HttpResponse<String> answer = edge.post("/v1/refunds", "{\"order_no\":\"\",\"refund_no\":\"r-2\"}", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(((CreateRefund) edge.core.last().getBody()).getOrderNo()).isEmpty();
    }

    @Test
    void aRefundIsAnsweredWithItsOutcome() {
        edge.core.answer = _ -> Optional.of(FakeCore.reply(201, Facts.refund("acme", "rf_1", "o-1", "r-1")));

        HttpResponse<String> answer = edge.post("/v1/refunds", REFUND, as(ACME));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/refunds/rf_1");
    }

    @Test
    void aCaptureNeedsNoBody() {
        edge.core.answer = _ ->
                Optional.of(FakeCore.reply(200, Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED)));

        HttpResponse<String> answer = edge.post("/v1/payments/pay_1/capture", "", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(200);
        CapturePayment sent = (CapturePayment) edge.core.last().getBody();
        assertThat(sent.getPaymentId()).isEqualTo("pay_1");
        assertThat(sent.getAmount()).isNull();
    }

    @Test
    void aMerchantGetsItsKeyOnceAndMayUseItAtOnce() {
        edge.core.answer = command -> Optional.of(FakeCore.reply(201, created((CreateMerchant) command.getBody())));

        HttpResponse<String> answer = edge.post("/v1/merchants", MERCHANT, asOperator());

        assertThat(answer.statusCode()).isEqualTo(201);
        String key = json(answer).get("api_key").stringValue();
        assertThat(key).matches("kk_[a-z2-7]{8}_[a-z2-7]{52}");
        assertThat(((CreateMerchant) edge.core.last().getBody()).getCurrencies())
                .containsExactly("EUR", "USD");
        assertThat(edge.get("/v1/merchants/shop", as(key)).statusCode()).isEqualTo(200);
    }

    @Test
    void aMerchantThatIsThereAlreadyIsToldWithoutAKey() {
        Reply again = FakeCore.reply(201, Facts.merchant("acme", 1));
        again.setReplayed(true);
        edge.core.answer = _ -> Optional.of(again);

        HttpResponse<String> answer = edge.post("/v1/merchants", MERCHANT, asOperator());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).has("api_key")).isFalse();
    }

    private static MerchantFact created(CreateMerchant command) {
        MerchantFact fact = Facts.merchant(command.getMerchantId(), 9);
        fact.setKeys(List.of(new dev.kassa.avro.ApiKeyFact(
                command.getKeyId(), command.getKeyHash(), List.of("merchant"), null, "", 0L, null, "none")));
        return fact;
    }

    @Test
    void aChannelsNotificationIsInTheLogBeforeItIsAnswered() {
        HttpResponse<String> answer = edge.post("/v1/callbacks/simulator", "good", "Content-Type", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(edge.core.last().getActor()).isEqualTo("channel:simulator");
        assertThat(edge.core.last().getReplyTo()).isNull();
    }

    @Test
    void notificationsThatAreNotGenuineAreRefused() {
        assertThat(edge.post("/v1/callbacks/simulator", "bad").statusCode()).isEqualTo(401);
        assertThat(edge.post("/v1/callbacks/simulator", "old").statusCode()).isEqualTo(200);
        assertThat(edge.post("/v1/callbacks/nobody", "good").statusCode()).isEqualTo(404);
    }
}
