package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.edge.contract.Contract;
import dev.kassa.edge.timeline.Timeline.Step;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The path of a payment as callers see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineTest {
    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void itIsToldAsTheContractSaysToTheOwnerAndTheOperator() {
        edge.views.payments.add(Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED));
        edge.timeline.steps = List.of(
                new Step("commands", 1, 5, Facts.NOON_MS, "create_payment", null, null),
                new Step("journal", 1, 9, Facts.NOON_MS + 20, "capture", "je_1", 5L));

        HttpResponse<String> own = edge.get("/v1/payments/pay_1/timeline", EdgeUnderTest.as(EdgeUnderTest.ACME));

        assertThat(own.statusCode()).isEqualTo(200);
        Contract.load().check("Timeline", EdgeUnderTest.json(own));
        assertThat(EdgeUnderTest.json(own).at("/data/1/caused_by").asLong()).isEqualTo(5);
        assertThat(edge.get("/v1/payments/pay_1/timeline", EdgeUnderTest.asOperator())
                        .body())
                .isEqualTo(own.body());
    }

    @Test
    void anotherMerchantsPaymentIsNotFoundAndNobodyLooksForIt() {
        edge.views.payments.add(Facts.payment("acme", "pay_2", "o-2", PaymentStatusCode.SUCCEEDED));
        int asked = edge.timeline.asked.size();

        HttpResponse<String> answer = edge.get("/v1/payments/pay_2/timeline", EdgeUnderTest.as(Facts.key("otherkey")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(edge.timeline.asked).hasSize(asked);
    }
}
