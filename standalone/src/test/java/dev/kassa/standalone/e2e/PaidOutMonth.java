package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.e2e.LedgerVerb.Said;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A month that was settled is withdrawn: the bank pays one and refuses one, and the ledger is proved after it all. */
final class PaidOutMonth {
    private static final String MERCHANT = "retail-united-kingdom";
    private static final long AMOUNT = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final House house;
    private final Api operator;
    private final Api merchant;
    private final Api approver;

    private PaidOutMonth(House house) {
        this.house = house;
        operator = house.operator();
        merchant = operator.actingFor(MERCHANT);
        Answer key = operator.post("/v1/keys", "{\"name\": \"ann\", \"scopes\": [\"approver\"]}");
        assertThat(key.status()).as(key.text()).isEqualTo(201);
        approver = operator.withKey(key.field("key"));
        Answer cooled = operator.change("PUT", "/v1/settings/withdrawal.cooling_off_hours", "{\"value\": \"0\"}");
        assertThat(cooled.status()).as(cooled.text()).isLessThan(300);
    }

    static void assertPaidOut(House house) {
        new PaidOutMonth(house).assertPaidOut();
    }

    private void assertPaidOut() {
        long before = balance().path("available").asLong();
        String paid = withdraw("paid", "12345678");
        String refused = withdraw("refused", "12345901");

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(withdrawal(paid).path("status").asString("")).isEqualTo("completed");
            assertThat(withdrawal(refused).path("status").asString("")).isEqualTo("failed");
        });
        assertThat(withdrawal(refused).path("failure").path("code").asString(""))
                .isEqualTo("account_closed");
        JsonNode after = balance();
        assertThat(after.path("available").asLong()).isEqualTo(before - AMOUNT);
        assertThat(after.path("in_transit").asLong(-1)).isZero();
        assertThat(house.bank().get("/totals").json().path("GBP").asLong())
                .isEqualTo(AMOUNT - withdrawal(paid).path("fee").asLong());
    }

    /** @return its id; somebody else has approved it */
    private String withdraw(String number, String accountNumber) {
        Answer account = merchant.post("/v1/bank-accounts", """
                {"currency": "GBP", "country": "GB", "holder": "Shop", "account_number": "%s"}""".formatted(accountNumber));
        assertThat(account.status()).as(account.text()).isEqualTo(201);
        Answer verified = approver.post("/v1/bank-accounts/" + account.field("id") + "/verify", "{}");
        assertThat(verified.status()).as(verified.text()).isEqualTo(200);
        Answer asked = merchant.post("/v1/withdrawals", """
                {"withdrawal_no": "%s", "amount": %d, "currency": "GBP", "account_id": "%s"}""".formatted(number, AMOUNT, account.field("id")));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        Answer approved = approver.post("/v1/withdrawals/" + asked.field("id") + "/approve", "{}");
        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        return asked.field("id");
    }

    private JsonNode withdrawal(String id) {
        return merchant.get("/v1/withdrawals/" + id).json();
    }

    private JsonNode balance() {
        return merchant.get("/v1/balances").json().path("data").path(0);
    }

    /** By the job, signed, and by the verb; of every entry that the month has left. */
    static void assertLedgerHolds(House house, Path folder) {
        Answer asked = house.operator().post("/v1/jobs/ledger-check/run", "{\"reason\": \"month end\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        await().atMost(LONG)
                .until(() -> !house.operator()
                        .get("/v1/ledger/checks")
                        .json()
                        .path("data")
                        .isEmpty());
        JsonNode check =
                house.operator().get("/v1/ledger/checks").json().path("data").path(0);
        Said proved = new LedgerVerb(folder).run("check");
        Said verified = new LedgerVerb(folder).run("verify");

        long entries = check.path("entries_total").asLong();
        assertThat(check.path("holds").asBoolean(false)).as(check.toString()).isTrue();
        assertThat(check.path("settlements").asLong()).isPositive();
        assertThat(proved.status()).as(proved.text()).isZero();
        assertThat(proved.text()).contains("%,d in all".formatted(entries), "the ledger holds");
        assertThat(verified.status()).as(verified.text()).isZero();
        assertThat(verified.text())
                .contains(check.path("id").asString(""), ": signed", "0 that are not signed or found violations");
    }
}
