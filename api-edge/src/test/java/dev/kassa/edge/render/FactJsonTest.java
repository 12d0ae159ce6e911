package dev.kassa.edge.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.Customer;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.edge.Facts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactJsonTest {
    @Test
    void aPaymentHasItsFieldsInTheirOrder() {
        PaymentFact payment = Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED);

        assertThat(text(FactJson.payment(payment)))
                .isEqualTo("{\"id\":\"pay_1\",\"object\":\"payment\",\"merchant_id\":\"acme\",\"order_no\":\"o-1\","
                        + "\"amount\":1299,\"currency\":\"EUR\",\"amount_captured\":1299,\"amount_refunded\":0,"
                        + "\"fee\":50,\"status\":\"succeeded\",\"channel\":\"simulator\",\"channel_reference\":null,"
                        + "\"channel_state\":null,\"risk\":{\"score\":0,\"decision\":\"accept\",\"reasons\":[],\"notes\":[]},"
                        + "\"failure\":null,\"occurred_at\":\"2011-03-07T12:00:00.000Z\","
                        + "\"created_at\":\"2011-03-07T12:00:00.001Z\",\"updated_at\":\"2011-03-07T12:00:00.020Z\","
                        + "\"fee_schedule\":\"business@0\",\"review\":null,\"business_date\":\"2011-03-07\","
                        + "\"merchant_version\":2,\"reference_version\":5,"
                        + "\"capture\":\"automatic\",\"customer\":null,\"description\":null,\"metadata\":{}}");
    }

    @Test
    void aPaymentShowsWhatItsCallerSaidAndWhyItFailed() {
        PaymentFact payment = Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.FAILED);
        payment.setFailure(new FailureFact("card_declined", "No \"funds\""));
        payment.setCustomer(new Customer("17850", null, null, null, "GB"));
        payment.setDescription("Zoë's <gift>");
        payment.setMetadata(List.of(new MetadataEntry("a", "1"), new MetadataEntry("b", "2")));

        assertThat(text(FactJson.payment(payment)))
                .contains("\"failure\":{\"code\":\"card_declined\",\"message\":\"No \\\"funds\\\"\"}")
                .endsWith(
                        "\"customer\":{\"id\":\"17850\",\"email\":null,\"ip\":null,\"device\":null,\"country\":\"GB\"},"
                                + "\"description\":\"Zoë's <gift>\",\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}");
    }

    @Test
    void aRefundHasItsFieldsInTheirOrder() {
        RefundFact refund = Facts.refund("acme", "rf_1", "o-1", "r-1");

        assertThat(text(FactJson.refund(refund)))
                .isEqualTo("{\"id\":\"rf_1\",\"object\":\"refund\",\"payment_id\":\"pay_1\",\"order_no\":\"o-1\","
                        + "\"refund_no\":\"r-1\",\"amount\":300,\"currency\":\"EUR\",\"status\":\"succeeded\","
                        + "\"failure\":null,\"occurred_at\":\"2011-03-07T12:00:00.000Z\","
                        + "\"created_at\":\"2011-03-07T12:00:00.000Z\",\"updated_at\":\"2011-03-07T12:00:00.000Z\","
                        + "\"merchant_id\":\"acme\",\"channel\":\"simulator\",\"channel_reference\":\"re_1\","
                        + "\"channel_state\":null,\"reason\":\"scratched\"}");
    }

    @Test
    void aMerchantShowsItsKeyOnlyWhereItIsGiven() {
        String merchant = "{\"id\":\"acme\",\"object\":\"merchant\",\"name\":\"Acme <Ltd>\",\"country\":\"GB\","
                + "\"timezone\":\"Europe/London\",\"currencies\":[\"EUR\",\"GBP\"],\"tier\":\"business\","
                + "\"status\":\"active\",\"fee_schedule\":null,\"limits\":{\"single\":null,\"daily\":null,"
                + "\"monthly\":null,\"currencies\":{}},\"negative_limit\":null,\"settlement\":null,\"version\":1,"
                + "\"in_force_from\":{\"partition\":1,\"offset\":5},\"created_at\":\"2011-03-07T12:00:00.000Z\","
                + "\"updated_at\":\"2011-03-07T12:00:00.000Z\"";

        assertThat(text(FactJson.merchant(Facts.merchant("acme", 1), null))).isEqualTo(merchant + "}");
        assertThat(text(FactJson.merchant(Facts.merchant("acme", 1), "kk_x")))
                .isEqualTo(merchant + ",\"api_key\":\"kk_x\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "PROCESSING, 0, PENDING",
        "AUTHORIZED, 0, PENDING",
        "FAILED,     0, PENDING",
        "VOIDED,     0, CANCELLED",
        "CANCELLED,  0, CANCELLED",
        "EXPIRED,    0, EXPIRED",
        "SUCCEEDED,  0, PAID",
        "SUCCEEDED,  1, PARTIALLY_REFUNDED",
        "SUCCEEDED,  1299, REFUNDED",
    })
    void anOrderIsWhatItsPaymentsMakeOfIt(PaymentStatusCode status, long refunded, OrderStatus order) {
        PaymentFact failed = Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.FAILED);
        PaymentFact last = Facts.payment("acme", "pay_2", "o-1", status);
        last.setAmountRefunded(refunded);

        assertThat(OrderStatus.of(List.of(failed, last))).isEqualTo(order);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
