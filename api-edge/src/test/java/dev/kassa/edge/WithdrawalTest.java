package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.READ_ONLY;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.BankAccountDecision;
import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.Reply;
import dev.kassa.avro.WithdrawalDecision;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.port.Queries.DossierFilter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Withdrawals and the bank accounts that they go to over HTTP, before a core that accepts what it is asked. */
class WithdrawalTest {
    private static final String APPROVER = Facts.key("approver");
    private static final String WITHDRAWAL =
            "{\"withdrawal_no\": \"W-1\", \"amount\": 100000, \"currency\": \"EUR\", \"account_id\": \"ba_1\"}";
    private static final String ACCOUNT = "{\"currency\": \"EUR\", \"country\": \"DE\", \"holder\": \"Acme <Ltd>\","
            + " \"account_number\": \"DE89370400440532013000\"}";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void fill() {
        edge.merchants.applyRead(Facts.merchant(
                "acme",
                5,
                Facts.keyFact("acmeacme", null, "merchant"),
                Facts.keyFact("readonly", null, "readonly"),
                Facts.keyFact("approver", null, "approver")));
        edge.views.withdrawals.add(MoneyFacts.withdrawal("acme", "wd_1", WithdrawalStatusCode.PENDING));
        edge.views.withdrawals.add(MoneyFacts.withdrawal("other", "wd_2", WithdrawalStatusCode.PENDING));
        edge.views.bankAccounts.add(MoneyFacts.bankAccount("acme", "ba_1", BankAccountStatusCode.UNVERIFIED));
        edge.views.bankAccounts.add(MoneyFacts.bankAccount("other", "ba_2", BankAccountStatusCode.UNVERIFIED));
        edge.core.answer = WithdrawalTest::accept;
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private static Optional<Reply> accept(Command command) {
        return switch (command.getBody()) {
            case CreateWithdrawal asked ->
                Optional.of(FakeCore.reply(
                        201, MoneyFacts.withdrawal(asked.getMerchantId(), "wd_3", WithdrawalStatusCode.PENDING)));
            case DecideWithdrawal asked ->
                Optional.of(FakeCore.reply(
                        200,
                        MoneyFacts.withdrawal(
                                asked.getMerchantId(), asked.getWithdrawalId(), WithdrawalStatusCode.APPROVED)));
            case AddBankAccount asked ->
                Optional.of(FakeCore.reply(
                        201, MoneyFacts.bankAccount(asked.getMerchantId(), "ba_3", BankAccountStatusCode.UNVERIFIED)));
            case DecideBankAccount asked ->
                Optional.of(FakeCore.reply(
                        200,
                        MoneyFacts.bankAccount(
                                asked.getMerchantId(), asked.getAccountId(), BankAccountStatusCode.VERIFIED)));
            default -> Optional.empty();
        };
    }

    private Object sent() {
        return edge.core.last().getBody();
    }

    @Test
    void a_withdrawal_says_what_it_costs_and_who_is_yet_to_approve() {
        HttpResponse<String> made = edge.post("/v1/withdrawals", WITHDRAWAL, as(ACME));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/v1/withdrawals/wd_3");
        assertThat(sent())
                .isEqualTo(new CreateWithdrawal("acme", "W-1", 100_000L, "EUR", "ba_1", WithdrawalSpeed.NORMAL, null));
        assertThat(json(made).get("fee").longValue()).isEqualTo(100);
        assertThat(json(made).get("net").longValue()).isEqualTo(99_900);
        assertThat(json(made).get("approvals")).isEmpty();
        assertThat(json(made).get("approvals_needed").intValue()).isEqualTo(1);
    }

    @Test
    void a_scheduled_one_names_its_day() {
        edge.post(
                "/v1/withdrawals",
                WITHDRAWAL.replace("}", ", \"speed\": \"scheduled\", \"execute_on\": \"2011-03-14\"}"),
                as(ACME));

        assertThat(sent())
                .isEqualTo(new CreateWithdrawal(
                        "acme", "W-1", 100_000L, "EUR", "ba_1", WithdrawalSpeed.SCHEDULED, MoneyFacts.DATE + 7));
    }

    @Test
    void one_that_nobody_answered_in_time_is_under_way() {
        edge.core.answer = _ -> Optional.empty();

        HttpResponse<String> made = edge.post("/v1/withdrawals", WITHDRAWAL, as(ACME));

        assertThat(made.statusCode()).isEqualTo(202);
        assertThat(made.headers().firstValue("Location")).contains("/v1/withdrawals?withdrawal_no=W-1");
        assertThat(json(made).get("withdrawal_no").stringValue()).isEqualTo("W-1");
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVE", "reject, REJECT"})
    void an_approver_of_the_merchant_and_the_operator_decide(String what, WithdrawalDecision decision) {
        for (String[] who : List.of(as(APPROVER), asOperator())) {
            HttpResponse<String> answer = edge.post("/v1/withdrawals/wd_1/" + what, "{\"reason\": \"seen\"}", who);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(sent()).isEqualTo(new DecideWithdrawal("acme", "wd_1", decision, "seen"));
        }
        assertThat(edge.core.sent).extracting(Command::getActor).containsExactly("key:approver", "operator");
        await().until(() -> edge.audit.deeds.size() == 2);
        assertThat(edge.audit.deeds)
                .allSatisfy(deed -> assertThat(deed.toString()).contains("withdrawal." + what, "wd_1"));
    }

    @ParameterizedTest
    @CsvSource({
        "withdrawals/wd_1/approve",
        "withdrawals/wd_1/reject",
        "bank-accounts/ba_1/verify",
        "bank-accounts/ba_1/reject",
        "bank-accounts/ba_1/disable"
    })
    void who_may_not_approve_does_not_decide(String path) {
        for (String key : List.of(ACME, READ_ONLY)) {
            assertThat(edge.post("/v1/" + path, "{}", as(key)).statusCode()).isEqualTo(403);
        }
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void who_asked_takes_it_back() {
        assertThat(edge.post("/v1/withdrawals/wd_1/cancel", "", as(ACME)).statusCode())
                .isEqualTo(200);
        assertThat(sent()).isEqualTo(new DecideWithdrawal("acme", "wd_1", WithdrawalDecision.CANCEL, ""));
        assertThat(edge.post("/v1/withdrawals/wd_1/cancel", "{}", as(READ_ONLY)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_account_is_shown_by_its_last_four_characters_and_nowhere_else() {
        HttpResponse<String> made = edge.post("/v1/bank-accounts", ACCOUNT, as(ACME));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(sent())
                .isEqualTo(new AddBankAccount("acme", "EUR", "DE", "Acme <Ltd>", "DE89370400440532013000", null));
        assertThat(json(made).get("account_number").stringValue()).isEqualTo("…3000");
        assertThat(List.of(
                        made.body(),
                        edge.get("/v1/bank-accounts/ba_1", as(ACME)).body(),
                        edge.get("/v1/bank-accounts", asOperator()).body(),
                        edge.audit.deeds.toString()))
                .noneMatch(told -> told.contains("37040044"));
    }

    @ParameterizedTest
    @CsvSource({"verify, VERIFY", "reject, REJECT", "disable, DISABLE"})
    void an_account_is_decided_on_by_who_may_approve(String what, BankAccountDecision decision) {
        for (String[] who : List.of(as(APPROVER), asOperator())) {
            assertThat(edge.post("/v1/bank-accounts/ba_1/" + what, "{\"reason\": \"seen\"}", who)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sent()).isEqualTo(new DecideBankAccount("acme", "ba_1", decision, "seen"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/withdrawals/wd_1,   200",
        "/v1/withdrawals/wd_2,   404",
        "/v1/withdrawals/wd_9,   404",
        "/v1/bank-accounts/ba_1, 200",
        "/v1/bank-accounts/ba_2, 404",
        "/v1/bank-accounts/ba_9, 404",
    })
    void a_merchant_reads_its_own_only(String path, int status) {
        assertThat(edge.get(path, as(READ_ONLY)).statusCode()).isEqualTo(status);
    }

    @Test
    void lists_are_of_the_merchant_or_of_all() {
        edge.get("/v1/withdrawals?from=2011-03-07T00:00:00Z&status=completed&currency=EUR", as(ACME));
        assertThat(edge.views.dossierFilter)
                .isEqualTo(new DossierFilter(
                        "acme", 1_299_456_000_000L, Long.MAX_VALUE, "completed", "EUR", null, 100, null));

        edge.get("/v1/withdrawals?withdrawal_no=W-1", as(ACME));
        assertThat(edge.views.dossierFilter)
                .isEqualTo(new DossierFilter("acme", 0, Long.MAX_VALUE, null, null, "W-1", 100, null));

        edge.get("/v1/bank-accounts?status=verified", asOperator());
        assertThat(edge.views.dossierFilter)
                .isEqualTo(new DossierFilter(null, 0, Long.MAX_VALUE, "verified", null, null, 100, null));
    }
}
