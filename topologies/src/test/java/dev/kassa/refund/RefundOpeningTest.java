package dev.kassa.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.ledger.Balance;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentStatus;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.payment.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundOpeningTest {
    private static final long NOW = 1_000;
    private static final long LIMIT = 500;

    // captured, refunded and refunding of the payment; pending and available of the merchant; what is asked; expected
    @ParameterizedTest(name = "{0}: captured {1} refunded {2} in flight {3}, balance {4}/{5}, asks {6}: {8}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SUCCEEDED,  1000,    0,    0, 1000,    0,  400, 1000, 400",
                "SUCCEEDED,  1000,    0,    0, 1000,    0, 1000, 1000, 1000",
                "SUCCEEDED,  1000,    0,    0, 1000,    0,    -, 1000, 1000",
                "SUCCEEDED,  1000,  300,  200, 1000,    0,    -, 1000, 500",
                "SUCCEEDED,  1000,    0,    0, 1000,    0, 1001, 1000, EXCEEDS_CAPTURED",
                "SUCCEEDED,  1000,  600,    0, 1000,    0,  500, 1000, EXCEEDS_CAPTURED",
                "SUCCEEDED,  1000,    0,  600, 1000,    0,  500, 1000, EXCEEDS_CAPTURED",
                "SUCCEEDED,  1000, 1000,    0, 1000,    0,    -, 1000, EXCEEDS_CAPTURED",
                "SUCCEEDED,  1000,    0,    0, 1000,    0,    0, 1000, AMOUNT_OUT_OF_BOUNDS",
                "SUCCEEDED,  1000,    0,    0, 1000,    0,   -5, 1000, AMOUNT_OUT_OF_BOUNDS",
                "SUCCEEDED,  1000,    0,    0,    0,    0,  500, 1000, 500",
                "SUCCEEDED,  1000,    0,    0,    0,    0,  501, 1000, NOT_COVERED",
                "SUCCEEDED,  1000,    0,    0, -500,    0,    1, 1000, NOT_COVERED",
                "SUCCEEDED,  1000,    0,    0, -500,  100,  100, 1000, 100",
                "SUCCEEDED,  1000,    0,    0, -900, 1000, 1000, 1000, 1000",
                "SUCCEEDED,  1000,    0,    0,  100,  100,  701, 1000, NOT_COVERED",
                "SUCCEEDED,  1000,    0,    0,  100,  100,  700, 1000, 700",
                "SUCCEEDED,  1000,    0,    0, 1000,    0,  400, 1001, IN_THE_FUTURE",
                "SUCCEEDED,  1000,    0,    0,    0,    0, 1001, 1001, EXCEEDS_CAPTURED",
                "PROCESSING,    0,    0,    0, 1000,    0,  400, 1000, PAYMENT_NOT_CAPTURED",
                "AUTHORIZED,    0,    0,    0, 1000,    0,    -, 1000, PAYMENT_NOT_CAPTURED",
                "FAILED,        0,    0,    0, 1000,    0,  400, 1000, PAYMENT_NOT_CAPTURED",
                "VOIDED,        0,    0,    0, 1000,    0,  400, 1000, PAYMENT_NOT_CAPTURED",
            })
    void a_refund_is_capped_and_covered_in_one_step(
            PaymentStatus status,
            long captured,
            long refunded,
            long refunding,
            long pending,
            long available,
            Long asked,
            long occurredAtMs,
            String expected) {
        Balance balance = new Balance(pending, available, 0, 0, refunding, 0);

        RefundOpening.Decision decision = RefundOpening.decide(
                payment(status, captured, refunded, refunding), asked, occurredAtMs, balance, LIMIT, NOW);

        String told = switch (decision) {
            case RefundOpening.Decision.Accepted accepted -> Long.toString(accepted.amount());
            case RefundOpening.Decision.Rejected rejected -> rejected.reason().name();
        };
        assertThat(told).isEqualTo(expected);
    }

    private static Payment payment(PaymentStatus status, long captured, long refunded, long refunding) {
        PaymentTerms terms = Sample.terms(1_000, "EUR", "c", false, 0);
        return new Payment(
                "pay_1",
                terms,
                Sample.ACCEPTED,
                null,
                status,
                captured,
                refunded,
                refunding,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                0);
    }
}
