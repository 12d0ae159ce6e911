package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Withdrawals of a real node, against the simulated bank's own books. */
@ExtendWith(House.Shared.class)
class WithdrawalRaceTest {
    private static final long AMOUNT = 1_000;

    private Api operator;
    private Api merchant;
    private Api ann;

    @BeforeEach
    void approver(House house) {
        operator = house.operator();
        merchant = house.newMerchant();
        Answer key = operator.post("/v1/keys", "{\"name\": \"ann\", \"scopes\": [\"approver\"]}");
        assertThat(key.status()).as(key.text()).isEqualTo(201);
        ann = operator.withKey(key.field("key"));
        Answer cooled = operator.change("PUT", "/v1/settings/withdrawal.cooling_off_hours", "{\"value\": \"0\"}");
        assertThat(cooled.status()).as(cooled.text()).isLessThan(300);
    }

    /** Earns an amount on a date that is settled. */
    private void earns(long net) {
        // Of 0.60 % and at least 0.50, the fee of this is 0.6 % exactly.
        long gross = 1_000_000;
        assertThat(net).isLessThanOrEqualTo(gross - 6_000);
        Answer paid = merchant.post("/v1/payments", """
                {"order_no": "o-1", "amount": %d, "currency": "EUR", "occurred_at": "2026-01-05T12:00:00Z"}""".formatted(gross));
        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        Answer settled = merchant.post("/v1/settlements", "{\"currency\": \"EUR\", \"business_date\": \"2026-01-05\"}");
        assertThat(settled.status()).as(settled.text()).isEqualTo(201);
        assertThat(settled.field("status")).isEqualTo("completed");
        String account = account("1111111");
        Answer rest = withdraw("rest", gross - 6_000 - net, account);
        assertThat(rest.status()).as(rest.text()).isEqualTo(201);
    }

    private String account(String number) {
        Answer added = merchant.post("/v1/bank-accounts", """
                {"currency": "EUR", "country": "DE", "holder": "Shop", "account_number": "%s"}""".formatted(number));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        Answer verified = ann.post("/v1/bank-accounts/" + added.field("id") + "/verify", "{}");
        assertThat(verified.status()).as(verified.text()).isEqualTo(200);
        return added.field("id");
    }

    private Answer withdraw(String number, long amount, String account) {
        return merchant.post("/v1/withdrawals", """
                {"withdrawal_no": "%s", "amount": %d, "currency": "EUR", "account_id": "%s"}""".formatted(number, amount, account));
    }

    private static List<Answer> atOnce(int times, IntFunction<Answer> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                asked.add(callers.submit(() -> call.apply(number)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void of200AtOnceExactlyAsManyAreHeldAsTheBalanceCovers() throws Exception {
        earns(120 * AMOUNT);
        String account = account("12345678");

        List<Answer> answers = atOnce(200, i -> withdraw("w-" + i, AMOUNT, account));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(120);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(80)
                .allSatisfy(answer -> assertThat(answer.field("code")).isEqualTo("insufficient_balance"));
        JsonNode balance = merchant.get("/v1/balances", answers.getLast())
                .json()
                .path("data")
                .path(0);
        assertThat(balance.path("available").asLong(-1)).isZero();
    }

    @Test
    void theSamePersonCountsOnceHoweverOftenItApproves() throws Exception {
        earns(AMOUNT);
        Answer asked = withdraw("w-1", AMOUNT, account("12345678"));

        Answer own = operator.post("/v1/withdrawals/" + asked.field("id") + "/approve", "{}");
        List<Answer> answers = atOnce(16, i -> ann.post("/v1/withdrawals/" + asked.field("id") + "/approve", "{}"));

        assertThat(own.field("code")).isEqualTo("forbidden");
        assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode done = merchant.get("/v1/withdrawals/" + asked.field("id")).json();
            assertThat(done.path("status").asString("")).isEqualTo("completed");
            assertThat(done.path("approvals").size()).isEqualTo(1);
        });
    }

    @Test
    void aBankThatAnswersTwiceOrLosesTheRequestOrPaysWithoutAWordPaysOnce() throws Exception {
        earns(4 * AMOUNT);
        for (String ending : List.of("904", "906", "907", "910")) {
            Answer asked = withdraw("w-" + ending, AMOUNT, account("55555" + ending));
            assertThat(asked.status()).as(asked.text()).isEqualTo(201);
            Answer approved = ann.post("/v1/withdrawals/" + asked.field("id") + "/approve", "{}");
            assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(merchant.get("/v1/withdrawals?status=completed")
                                .json()
                                .path("data")
                                .size())
                        .isEqualTo(4));
        JsonNode balance = merchant.get("/v1/balances").json().path("data").path(0);
        assertThat(balance.path("available").asLong(-1)).isZero();
    }
}
