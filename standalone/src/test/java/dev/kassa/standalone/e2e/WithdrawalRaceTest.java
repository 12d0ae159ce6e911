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

    private House house;
    private Api operator;
    private Api merchant;
    private Api ann;

    @BeforeEach
    void approver(House shared) {
        house = shared;
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
        assertThat(balance.path("in_transit").asLong(-1)).isGreaterThanOrEqualTo(120 * AMOUNT);
        approveAll(answers);
        theBankHasPaidWhatTheLedgerSays();
    }

    private void approveAll(List<Answer> made) throws Exception {
        List<String> ids = made.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.field("id"))
                .toList();
        List<Answer> approved = atOnce(ids.size(), i -> ann.post("/v1/withdrawals/" + ids.get(i) + "/approve", "{}"));
        assertThat(approved).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode balance = merchant.get("/v1/balances").json().path("data").path(0);
            // What nobody approves stays held: the withdrawal that left the balance that the test wants.
            assertThat(balance.path("in_transit").asLong(-1))
                    .isEqualTo(merchant.get("/v1/withdrawals?status=pending")
                            .json()
                            .path("data")
                            .valueStream()
                            .mapToLong(each -> each.path("amount").asLong())
                            .sum());
        });
    }

    /** To the penny: bank:clearing of the ledger is what left the bank by the bank's own books. */
    private void theBankHasPaidWhatTheLedgerSays() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode totals = house.bank().get("/totals").json();
            JsonNode trial = operator.get("/v1/ledger/trial-balance").json();
            assertThat(trial.path("healthy").asBoolean(false)).isTrue();
            assertThat(credit(trial, "bank:clearing"))
                    .isPositive()
                    .isEqualTo(totals.path("EUR").asLong(0));
        });
        assertThat(house.bank().get("/records").json().valueStream())
                .allMatch(each -> each.path("times_paid").asInt() <= 1);
    }

    private static long credit(JsonNode trial, String account) {
        return trial.path("data")
                .valueStream()
                .filter(each -> each.path("currency").asString("").equals("EUR"))
                .flatMap(each -> each.path("accounts").valueStream())
                .filter(each -> each.path("account").asString("").equals(account))
                .mapToLong(each ->
                        each.path("credits").asLong() - each.path("debits").asLong())
                .sum();
    }

    @Test
    void twoKeysOfOnePersonAreOneApprover() {
        earns(500_000);
        Answer second = operator.post("/v1/keys", "{\"name\": \"Ann\", \"scopes\": [\"approver\"]}");
        Api annAgain = operator.withKey(second.field("key"));
        Answer changed =
                operator.change("PUT", "/v1/settings/withdrawal.second_approval_from", "{\"value\": \"4000.00\"}");
        assertThat(changed.status()).as(changed.text()).isLessThan(300);
        try {
            String path = "/v1/withdrawals/"
                    + withdraw("w-1", 450_000, account("12345678")).field("id");
            Answer once = ann.post(path + "/approve", "{}");
            Answer twice = annAgain.post(path + "/approve", "{}");

            assertThat(once.json().path("approvals_needed").asInt()).isEqualTo(2);
            assertThat(twice.status()).as(twice.text()).isEqualTo(200);
            assertThat(twice.field("status")).isEqualTo("pending");
            assertThat(twice.json().path("approvals")).hasSize(1);
            assertThat(twice.json().path("approvals").path(0).path("person").asString(""))
                    .isEqualTo("ann");
        } finally {
            operator.change("DELETE", "/v1/settings/withdrawal.second_approval_from", "");
        }
    }

    @Test
    void whatTheBankTakesBackStandsInSuspenseAndTheBooksStayTheBanks() {
        earns(3 * AMOUNT);
        long before = credit(operator.get("/v1/ledger/trial-balance").json(), "suspense");
        List<Answer> asked = List.of(
                withdraw("w-909", AMOUNT, account("55555909")), withdraw("w-911", 2 * AMOUNT, account("55555911")));
        for (Answer each : asked) {
            Answer approved = ann.post("/v1/withdrawals/" + each.field("id") + "/approve", "{}");
            assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(asked.stream()
                                .map(each -> merchant.get("/v1/withdrawals/" + each.field("id")))
                                .map(each -> each.field("status") + " " + each.field("bank_state")))
                        .containsExactly("failed paid", "completed rejected"));
        theBankHasPaidWhatTheLedgerSays();
        // Of the first 9.00 left the bank against its word, of the second 19.00 came back.
        assertThat(credit(operator.get("/v1/ledger/trial-balance").json(), "suspense") - before)
                .isEqualTo(1_900 - 900);
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
        theBankHasPaidWhatTheLedgerSays();
    }
}
