package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a key of its own, a merchant gets at nothing of another's: it is told that there is no such thing. */
@ExtendWith(House.Shared.class)
class StrangersTest {
    @Test
    void anothersMoneyIsNeitherSeenNorMoved(House house) {
        Api victim = house.newMerchant();
        Answer paid = victim.post("/v1/payments", House.payment("secret-1", 5_000));
        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        Answer refunded = victim.post("/v1/refunds", House.refund("secret-1", "R-1", 1_000));
        assertThat(refunded.status()).as(refunded.text()).isEqualTo(201);
        Api stranger = ownKey(house);
        String payment = paid.field("id");

        for (String path : List.of(
                "/v1/payments/" + payment,
                "/v1/refunds/" + refunded.field("id"),
                "/v1/orders/secret-1",
                "/v1/merchants/" + paid.field("merchant_id"),
                "/v1/merchants/" + paid.field("merchant_id") + "/keys")) {
            assertThat(stranger.get(path, refunded).status()).as(path).isEqualTo(404);
        }
        for (String write : List.of("capture", "void", "cancel")) {
            Answer answer = stranger.post("/v1/payments/" + payment + "/" + write, "{}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        }
        Answer byId = stranger.post("/v1/refunds", """
                {"payment_id": "%s", "refund_no": "R-2"}""".formatted(payment));
        Answer byOrder = stranger.post("/v1/refunds", House.refund("secret-1", "R-3", 1));
        assertThat(List.of(byId.status(), byOrder.status())).containsOnly(404);
        assertThat(stranger.get("/v1/balances", refunded).text()).doesNotContain("5000", "4000");
        assertThat(stranger.get("/v1/ledger/entries?payment_id=" + payment, refunded)
                        .text())
                .doesNotContain("secret-1", "je_");
        assertThat(stranger.get("/v1/payments", refunded).text()).doesNotContain(payment);
        assertThat(victim.get("/v1/payments/" + payment, refunded).number("amount_refunded"))
                .as("untouched")
                .isEqualTo(1_000);
    }

    /** A merchant of its own, with a key that the operator made for it. */
    private static Api ownKey(House house) {
        Answer mine = house.newMerchant().post("/v1/payments", House.payment("mine-1", 100));
        Answer key = house.operator()
                .post("/v1/merchants/" + mine.field("merchant_id") + "/keys", "{\"scopes\": [\"merchant\"]}");
        assertThat(key.status()).as(key.text()).isEqualTo(201);
        return house.operator().withKey(key.field("key"));
    }
}
