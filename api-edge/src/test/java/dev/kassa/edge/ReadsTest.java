package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.port.Queries.BalanceView;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.RefundFilter;
import dev.kassa.port.Queries.TrialBalance;
import dev.kassa.port.Queries.TrialBalance.AccountRow;
import dev.kassa.port.Queries.TrialBalance.CurrencyRow;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
    private EdgeUnderTest edge;

    @BeforeAll
    void start() {
        edge = new EdgeUnderTest();
        edge.views.payments.add(Facts.payment("acme", "pay_1", "a/b 1", PaymentStatusCode.SUCCEEDED));
        edge.views.payments.add(Facts.payment("other", "pay_2", "o-2", PaymentStatusCode.FAILED));
        edge.views.refunds.add(Facts.refund("acme", "rf_1", "a/b 1", "r-1"));
        edge.views.balances.add(new BalanceView("EUR", 1, 2, 3, 4, 5, 6));
        edge.views.trialBalance = new TrialBalance(
                List.of(new CurrencyRow("EUR", 9, 9, 0, List.of(new AccountRow("fees", 0, 9, -9)))), "0:1,1:0", true);
        ByteBuffer hash = ByteBuffer.wrap(new byte[32]);
        edge.views.entries.add(new EntryFact(
                "je_1",
                "acme",
                "capture",
                "pay_1",
                null,
                List.of(new LegFact("fees", "EUR", 0L, 9L)),
                null,
                null,
                null,
                null,
                null,
                Facts.NOON_MS,
                Facts.NOON_MS,
                1,
                4L,
                11L,
                hash,
                hash));
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void aPaymentIsRead() {
        HttpResponse<String> answer = edge.get("/v1/payments/pay_1", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("order_no").stringValue()).isEqualTo("a/b 1");
    }

    @Test
    void anotherMerchantsPaymentIsNotThere() {
        HttpResponse<String> answer = edge.get("/v1/payments/pay_2", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("payment_not_found");
        assertThat(edge.get("/v1/payments/pay_2", asOperator("Kassa-Merchant", "other"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOrderIsReadByANumberWithASlash() {
        HttpResponse<String> answer = edge.get("/v1/orders/a%2Fb%201", as(ACME));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("status").stringValue()).isEqualTo("paid");
        assertThat(json(answer).at("/refunds/0/refund_no").stringValue()).isEqualTo("r-1");
        assertThat(edge.get("/v1/orders/none", as(ACME)).statusCode()).isEqualTo(404);
    }

    @Test
    void aLookupTellsWhatWasFoundAndWhatWasNot() {
        HttpResponse<String> answer =
                edge.post("/v1/payments/lookup", "{\"keys\":[\"pay_2\",\"pay_1\",\"pay_1\"]}", as(ACME));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("results").propertyNames()).containsExactly("pay_1");
        assertThat(json(answer).get("failed").toString()).isEqualTo("[\"pay_2\"]");
        assertThat(edge.post("/v1/refunds/lookup", "{\"keys\":[\"rf_1\"]}", as(ACME))
                        .body())
                .contains("scratched");
        assertThat(edge.post("/v1/orders/lookup", "{\"keys\":[\"a/b 1\"]}", as(ACME))
                        .body())
                .contains("\"paid\"");
    }

    @Test
    void aLookupMayNameItsKeysBehindTheQuestionMark() {
        assertThat(json(edge.get("/v1/payments/lookup?keys=pay_2,pay_1,pay_1", as(ACME)))
                        .get("results")
                        .propertyNames())
                .containsExactly("pay_1");
        assertThat(edge.get("/v1/refunds/lookup?keys=rf_1", as(ACME)).body()).contains("scratched");
        assertThat(edge.get("/v1/orders/lookup?keys=none&keys=a%2Fb%201", as(ACME))
                        .body())
                .contains("\"paid\"", "\"failed\":[\"none\"]");
        assertThat(edge.get("/v1/merchants/lookup?keys=acme,other", as(ACME)).body())
                .contains("\"failed\":[\"other\"]");
        for (String query : List.of("", "?keys=", "?keys=a,,b", "?keys=" + "a,".repeat(100) + "b".repeat(65))) {
            HttpResponse<String> answer = edge.get("/v1/payments/lookup" + query, as(ACME));

            assertThat(answer.statusCode()).as(query).isEqualTo(422);
            assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("/keys");
        }
    }

    @Test
    void whoWorksForThePlatformFindsPaymentsAndRefundsOfAnyMerchant() {
        assertThat(json(edge.post("/v1/payments/lookup", "{\"keys\":[\"pay_2\",\"pay_1\"]}", asOperator()))
                        .get("results")
                        .propertyNames())
                .containsExactly("pay_2", "pay_1");
        assertThat(edge.get("/v1/payments/pay_2", asOperator()).statusCode()).isEqualTo(200);
        assertThat(edge.get("/v1/refunds/rf_1", asOperator()).statusCode()).isEqualTo(200);
        assertThat(edge.get("/v1/payments/pay_9", asOperator()).statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/payments/pay_1", asOperator("Kassa-Merchant", "other"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAnswerOfACopySaysSo() {
        edge.views.copyLag = 17;
        try {
            HttpResponse<String> answer = edge.get("/v1/payments/pay_1", as(ACME));

            assertThat(answer.headers().firstValue("Kassa-Stale")).contains("lag=17");
            assertThat(json(answer).get("stale").booleanValue()).isTrue();
            assertThat(json(answer).get("lag").intValue()).isEqualTo(17);
            assertThat(json(answer).get("order_no").stringValue()).isEqualTo("a/b 1");
            assertThat(json(edge.get("/v1/payments", as(ACME))).get("stale").booleanValue())
                    .isTrue();
        } finally {
            edge.views.copyLag = -1;
        }
        assertThat(edge.get("/v1/payments/pay_1", as(ACME)).body()).doesNotContain("stale");
    }

    @Test
    void aCopyThatDoesNotKnowSomethingDoesNotSayThatItIsNotThere() {
        edge.views.copyLag = 17;
        try {
            for (String path : List.of("/v1/payments/pay_9", "/v1/refunds/rf_9", "/v1/orders/none")) {
                HttpResponse<String> answer = edge.get(path, as(ACME));

                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(json(answer).get("code").stringValue()).isEqualTo("unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            }
        } finally {
            edge.views.copyLag = -1;
        }
        assertThat(edge.get("/v1/payments/pay_9", as(ACME)).statusCode()).isEqualTo(404);
    }

    @Test
    void refundsAreListedByFilter() {
        HttpResponse<String> answer = edge.get(
                "/v1/refunds?payment_id=pay_1&time=business&status=succeeded&limit=3&to=2011-03-07T00:00:00Z",
                as(ACME));

        assertThat(json(answer).at("/data/0/id").stringValue()).isEqualTo("rf_1");
        RefundFilter asked = Objects.requireNonNull(edge.views.refundFilter);
        assertThat(asked.paymentId()).isEqualTo("pay_1");
        assertThat(asked.toMs()).isEqualTo(1_299_456_000_000L);
        assertThat(asked.time()).isEqualTo(ListTime.BUSINESS);
        edge.get("/v1/refunds", as(ACME));
        assertThat(Objects.requireNonNull(edge.views.refundFilter).time()).isEqualTo(ListTime.PROCESSING);
        assertThat(edge.get("/v1/refunds?time=settled", as(ACME)).statusCode()).isEqualTo(422);
        assertThat(edge.get("/v1/refunds?status=captured", as(ACME)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aBalanceIsReadAsOfAMoment() {
        edge.get("/v1/balances?as_of=2011-03-07T00:00:00Z", as(ACME));
        assertThat(edge.views.asOfMs).isEqualTo(1_299_456_000_000L);

        edge.get("/v1/balances", as(ACME));
        assertThat(edge.views.asOfMs).isNull();
        assertThat(edge.get("/v1/balances?as_of=tuesday", as(ACME)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aMerchantSeesItselfOnly() {
        String keys = "{\"keys\":[\"acme\",\"other\"]}";

        assertThat(json(edge.post("/v1/merchants/lookup", keys, as(ACME)))
                        .get("failed")
                        .toString())
                .isEqualTo("[\"other\"]");
        assertThat(json(edge.post("/v1/merchants/lookup", keys, asOperator()))
                        .get("failed")
                        .toString())
                .isEqualTo("[]");
        assertThat(edge.get("/v1/merchants/other", as(ACME)).statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/merchants/other", asOperator()).body())
                .contains("Europe/London")
                .doesNotContain("key");
    }

    @Test
    void paymentsAreListedByFilter() {
        edge.get("/v1/payments?from=2011-03-07T00:00:00Z&status=failed&limit=7&channel=simulator", as(ACME));

        PaymentFilter asked = Objects.requireNonNull(edge.views.filter);
        assertThat(asked.fromMs()).isEqualTo(1_299_456_000_000L);
        assertThat(asked.toMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(asked.status()).isEqualTo("failed");
        assertThat(asked.limit()).isEqualTo(7);
    }

    @Test
    void aFilterThatMakesNoSenseIsRefusedByItsName() {
        for (String query : List.of(
                "limit=0",
                "limit=501",
                "limit=x",
                "status=paid",
                "from=today",
                "colour=red",
                "time=later",
                "cursor=bad",
                "limit=1&limit=2")) {
            HttpResponse<String> answer = edge.get("/v1/payments?" + query, as(ACME));

            assertThat(answer.statusCode()).as(query).isEqualTo(422);
            assertThat(json(answer).at("/errors/0/pointer").stringValue())
                    .isEqualTo("/" + query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void theLedgerIsRead() {
        assertThat(edge.get("/v1/balances", as(ACME)).body())
                .isEqualTo("{\"data\":[{\"currency\":\"EUR\",\"pending\":1,\"available\":2,\"reserve\":3,"
                        + "\"in_transit\":4,\"refund_hold\":5,\"dispute_hold\":6}]}");
        assertThat(edge.get("/v1/ledger/trial-balance", asOperator()).body())
                .isEqualTo("{\"data\":[{\"currency\":\"EUR\",\"debits\":9,\"credits\":9,\"difference\":0,\"accounts\":"
                        + "[{\"account\":\"fees\",\"debits\":0,\"credits\":9,\"balance\":-9}]}],"
                        + "\"position\":\"0:1,1:0\",\"healthy\":true}");
        assertThat(edge.get("/v1/ledger/trial-balance", as(ACME)).statusCode()).isEqualTo(403);
        assertThat(edge.get("/v1/ledger/entries?payment_id=pay_1", as(ACME)).body())
                .contains("\"kind\":\"capture\"", "\"hash\":\"0000");
        assertThat(edge.get("/v1/ledger/entries", as(ACME)).statusCode()).isEqualTo(422);
    }

    @Test
    void aReadMayDemandAPosition() {
        assertThat(edge.get("/v1/payments/pay_1", as(ACME, "Kassa-Min-Position", "soon"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(edge.get("/v1/payments/pay_1", as(ACME, "Kassa-Min-Position", "1:7.3.9.2"))
                        .statusCode())
                .isEqualTo(200);
        edge.views.behind = true;
        try {
            HttpResponse<String> answer = edge.get("/v1/payments/pay_1", as(ACME, "Kassa-Min-Position", "1:7.3.9.2"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        } finally {
            edge.views.behind = false;
        }
        assertThat(edge.get("/v1/merchants/acme", as(ACME, "Kassa-Min-Position", "1:0.0.0.2"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(edge.get("/v1/merchants/acme", as(ACME, "Kassa-Min-Position", "1:0.0.0.3"))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void viewsThatMoveAreUnavailable() {
        edge.views.moving = true;
        try {
            HttpResponse<String> answer = edge.get("/v1/payments/pay_1", as(ACME));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("code").stringValue()).isEqualTo("unavailable");
            assertThat(edge.get("/health/ready").statusCode()).isEqualTo(503);
        } finally {
            edge.views.moving = false;
        }
    }
}
