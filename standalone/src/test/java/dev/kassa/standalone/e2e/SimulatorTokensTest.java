package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a payment ends, for each way in which a channel can behave, and how often money was really taken for it. */
@ExtendWith(House.Shared.class)
class SimulatorTokensTest {
    private record Case(String token, String status, String failure, long timesCharged) {}

    private static final List<Case> CASES = List.of(
            new Case("tok_ok", "succeeded", "", 1),
            new Case("tok_declined", "failed", "card_declined", 0),
            new Case("tok_slow_1500", "succeeded", "", 1),
            new Case("tok_timeout_charged", "succeeded", "", 1),
            new Case("tok_error_once", "succeeded", "", 1),
            new Case("tok_unavailable", "failed", "channel_unavailable", 0),
            new Case("tok_callback_twice", "succeeded", "", 1),
            new Case("tok_callback_late", "succeeded", "", 1),
            new Case("tok_nobody_knows", "failed", "invalid_token", 0));

    @Test
    void everyPaymentEndsAsItsTokenSays(House house) {
        Api merchant = house.newMerchant();
        Map<Case, String> ids = new HashMap<>();
        for (Case expected : CASES) {
            Answer taken = merchant.post(
                    "/v1/payments", payment(expected.token(), 10_000, expected.token()), "Prefer", "respond-async");
            assertThat(taken.status()).as(taken.text()).isEqualTo(202);
            ids.put(expected, taken.field("id"));
        }

        ids.forEach((expected, id) -> await(expected.token())
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> {
                    Answer payment = merchant.get("/v1/payments/" + id);
                    assertThat(new Case(
                                    expected.token(),
                                    payment.field("status"),
                                    payment.json().path("failure").path("code").asString(""),
                                    house.timesCharged(id)))
                            .isEqualTo(expected);
                }));
    }

    /** The channel never says what became of it, so this one may end either way; but never as two charges, or as a lie. */
    @Test
    void aPaymentThatTheChannelNeverAnswersIsUnknownAndNeverFailedByGuess(House house) {
        Api merchant = house.newMerchant();
        Answer taken = merchant.post(
                "/v1/payments", payment("silent", 10_000, "tok_timeout_not_charged"), "Prefer", "respond-async");
        String path = "/v1/payments/" + taken.field("id");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> merchant.get(path).field("channel_state").equals("unknown")
                        || !merchant.get(path).field("status").equals("processing"));

        String status = merchant.get(path).field("status");
        assertThat(status).isIn("processing", "failed");
        assertThat(house.timesCharged(taken.field("id"))).isZero();
    }
}
