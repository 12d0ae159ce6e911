package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One payment, all the way, and one refund, all the way back. */
@ExtendWith(House.Shared.class)
class PaymentJourneyTest {
    @Test
    void aPaymentIsChargedOnceBookedAndReadable(House house) {
        Api merchant = house.newMerchant();

        Answer paid = merchant.post("/v1/payments", payment("1001", 10_000));

        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        assertThat(paid.field("status")).isEqualTo("succeeded");
        assertThat(paid.number("fee")).isEqualTo(60);
        assertThat(house.timesCharged(paid.field("id"))).isEqualTo(1);
        assertThat(merchant.get("/v1/payments/" + paid.field("id"), paid).text())
                .as("the answer and the view are the same JSON")
                .isEqualTo(paid.text());
        JsonNode balance =
                merchant.get("/v1/balances", paid).json().path("data").path(0);
        assertThat(balance.path("pending").asLong()).isEqualTo(9_940);
        assertThat(merchant.get("/v1/ledger/entries?payment_id=" + paid.field("id"), paid)
                        .json()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void aRefundIsHeldMadeAndPosted(House house) {
        Api merchant = house.newMerchant();
        Answer paid = merchant.post("/v1/payments", payment("1001", 10_000));

        Answer refunded = merchant.post("/v1/refunds", refund("1001", "R-1", 2_500));

        assertThat(refunded.status()).as(refunded.text()).isEqualTo(201);
        assertThat(refunded.field("status")).isEqualTo("succeeded");
        JsonNode balance =
                merchant.get("/v1/balances", refunded).json().path("data").path(0);
        assertThat(balance.path("pending").asLong()).isEqualTo(7_440);
        assertThat(balance.path("refund_hold").asLong()).isZero();
        assertThat(merchant.get("/v1/orders/1001", refunded).field("status")).isEqualTo("partially_refunded");
        assertThat(house.simulator()
                        .get("/records/" + paid.field("id") + ":authorize")
                        .number("amount_refunded"))
                .isEqualTo(2_500);
    }

    @Test
    void theLedgerBalances(House house) {
        Api merchant = house.newMerchant();
        Answer paid = merchant.post("/v1/payments", payment("1001", 10_000));

        Answer balance = house.operator().get("/v1/ledger/trial-balance", paid);

        assertThat(balance.json().path("healthy").asBoolean(false)).isTrue();
        for (JsonNode currency : balance.json().path("data")) {
            assertThat(currency.path("difference").asLong(-1)).isZero();
        }
    }

    @Test
    void aMerchantsOwnKeyImpliesItAndSeesNoOther(House house) {
        Answer created = house.operator().post("/v1/merchants", """
                        {"id": "own-key", "name": "Own", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "starter"}""");
        Api own = house.operator().withKey(created.field("api_key"));
        Answer others = house.newMerchant().post("/v1/payments", payment("1", 500));

        Answer paid = own.post("/v1/payments", payment("1001", 10_000));

        assertThat(paid.field("merchant_id")).isEqualTo("own-key");
        assertThat(own.get("/v1/payments/" + others.field("id"), others).status())
                .isEqualTo(404);
    }
}
