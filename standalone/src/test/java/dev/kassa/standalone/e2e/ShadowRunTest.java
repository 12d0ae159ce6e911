package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a changed schedule or rule would have done to the payments of today, by the log of a running house. */
@ExtendWith(House.Shared.class)
class ShadowRunTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aChangedScheduleIsPricedOverTheLogAndChangesNothing(House house) {
        Api merchant = house.newMerchant();
        String id = merchantOf(merchant.post("/v1/payments", House.payment("s-1", 10_000)));
        merchant.post("/v1/payments", House.payment("s-2", 20_000));
        merchant.post("/v1/payments", House.payment("s-3", 30_000, "tok_declined"));
        Answer before = merchant.get("/v1/balances");

        JsonNode run = finished(house, "/v1/fee-schedules/trial/shadow", """
                        {%s, "merchants": ["%s"],
                         "rules": [{"bands": [{"rate": "1"}, {"from_volume": "100.00", "rate": "0.5"}]}]}""".formatted(window(), id));

        assertThat(run.path("data")).hasSize(1);
        JsonNode row = run.path("data").path(0);
        assertThat(row.path("merchant_id").asString()).isEqualTo(id);
        assertThat(row.path("payments").asLong()).isEqualTo(2);
        assertThat(row.path("fee_before").asLong()).isEqualTo(60 + 120);
        assertThat(row.path("fee_after").asLong()).isEqualTo(100 + 100);
        assertThat(row.path("difference").asLong()).isEqualTo(20);
        assertThat(merchant.get("/v1/balances").text()).isEqualTo(before.text());
    }

    @Test
    void aChangedRuleIsJudgedOverTheLogWithSamples(House house) {
        Api merchant = house.newMerchant();
        Answer small = merchant.post("/v1/payments", House.payment("r-1", 1_000));
        Answer large = merchant.post("/v1/payments", House.payment("r-2", 2_000_000));
        String id = merchantOf(small);
        assertThat(large.json().path("risk").path("score").asInt()).isEqualTo(20);

        JsonNode run = finished(house, "/v1/risk/rules/trial/shadow", """
                        {%s, "action": "reject", "expression": "amount > 5000 && merchant_id == '%s' && merchant_country == 'DE'"}""".formatted(window(), id));

        JsonNode row = run.path("data")
                .valueStream()
                .filter(each -> each.path("merchant_id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(row.path("payments").asLong()).isEqualTo(2);
        assertThat(row.path("fired").asLong()).isEqualTo(1);
        assertThat(row.path("reviewed_before").asLong()).isZero();
        assertThat(row.path("reviewed_after").asLong()).isEqualTo(1);
        assertThat(row.path("samples").path(0).asString()).isEqualTo(large.field("id"));
    }

    @Test
    void aRuleThatIsNoneIsRefusedWithItsPlace(House house) {
        Answer refused = house.operator().post("/v1/risk/rules/trial/shadow", """
                        {%s, "action": "reject", "expression": "colour == 1"}""".formatted(window()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/expression", "1:1: undeclared reference to 'colour'");
    }

    private static JsonNode finished(House house, String path, String body) {
        Answer started =
                await().atMost(LONG).until(() -> house.operator().post(path, body), answer -> answer.status() != 429);
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String location = String.valueOf(started.header("Location"));
        Answer run = await().atMost(LONG)
                .until(
                        () -> house.operator().get(location),
                        answer -> !answer.field("status").equals("running"));
        assertThat(run.field("status")).as(run.text()).isEqualTo("completed");
        return run.json();
    }

    private static String merchantOf(Answer payment) {
        assertThat(payment.status()).as(payment.text()).isEqualTo(201);
        return payment.field("merchant_id");
    }

    /** From yesterday, for a test that runs over midnight. */
    private static String window() {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        return "\"from\": \"%s\", \"to\": \"%s\"".formatted(today.minusDays(1), today.plusDays(1));
    }
}
