package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.BankAccountDecision;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.RevokeKey;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.avro.WithdrawalDecision;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Withdrawals through the core. The clock stands at noon UTC of 2026-03-01, a Sunday. */
class CoreWithdrawalTest {
    private static final String SHOP = SettlingHouse.SHOP;
    private static final long EARNED = 30_000_000;

    private final SettlingHouse house = new SettlingHouse();
    private final List<EntryFact> entries = new ArrayList<>();

    @AfterEach
    void close() {
        house.close();
    }

    /** A shop that has earned more than 250,000.00 and may withdraw it; whoever asks is {@code test}. */
    private String account(String country) {
        house.onboards("business", country, "Europe/London");
        house.pays("o-1", EARNED, "2026-02-25T10:00:00Z");
        house.settled("2026-02-25");
        BankAccountFact added =
                (BankAccountFact) says("test", new AddBankAccount(SHOP, "GBP", "GB", "Shop", "12345678", null))
                        .getBody();
        judges(added.getId(), BankAccountDecision.VERIFY);
        house.core.passes(Duration.ofDays(1));
        return added.getId();
    }

    private Reply says(String actor, SpecificRecordBase body) {
        house.core.actor = actor;
        house.core.send(SHOP, null, ReplyWhen.CONCLUDED, body);
        entries.addAll(house.core.entries());
        return house.core.reply();
    }

    private void judges(String account, BankAccountDecision decision) {
        assertThat(says("verifier", new DecideBankAccount(SHOP, account, decision, ""))
                        .getStatus())
                .isEqualTo(200);
    }

    private WithdrawalFact asks(String actor, String number, long amount, String account, WithdrawalSpeed speed) {
        Reply reply = says(actor, new CreateWithdrawal(SHOP, number, amount, "GBP", account, speed, null));
        assertThat(reply.getStatus()).as(reply.getDetail()).isEqualTo(201);
        return (WithdrawalFact) reply.getBody();
    }

    private Reply approves(String actor, WithdrawalFact withdrawal) {
        return says(actor, new DecideWithdrawal(SHOP, withdrawal.getId(), WithdrawalDecision.APPROVE, ""));
    }

    private static WithdrawalFact stands(Reply reply) {
        assertThat(reply.getStatus()).as(reply.getDetail()).isEqualTo(200);
        return (WithdrawalFact) reply.getBody();
    }

    /** The bank speaks by itself. */
    private void banks(WithdrawalFact withdrawal, BankResult result) {
        house.core.actor = "bank";
        house.core.send(
                SHOP,
                null,
                ReplyWhen.CONCLUDED,
                new BankOutcome(SHOP, withdrawal.getId(), 0, result, "bk_1", null, null));
        entries.addAll(house.core.entries());
    }

    private List<WithdrawalFact> told() {
        return house.core.read(Topics.WITHDRAWALS);
    }

    private List<BankCommand> calls() {
        return house.core.read(Topics.BANK_COMMANDS);
    }

    private void key(String id, String name) {
        says(
                "operator",
                new AddKey(SHOP, id, ByteBuffer.wrap(new byte[32]), List.of("approver"), name, null, null, "none"));
    }

    private void says(ChangeReference change) {
        says("operator", (SpecificRecordBase) change);
    }

    private List<String> lines() {
        return entries.stream()
                .map(CoreDriver::line)
                .filter(line -> line.startsWith("withdrawal"))
                .toList();
    }

    @ParameterizedTest(name = "{0} {1} on {2}, where {3} is a holiday: {4}")
    @CsvSource({
        "GB, ,       2026-03-05, ,              2026-03-06",
        "GB, ,       2026-03-06, ,              2026-03-09",
        // Good Friday and Easter Monday.
        "GB, ,       2026-04-02, ,              2026-04-07",
        "US, ,       2026-04-02, ,              2026-04-03",
        // A weekend of Friday and Saturday.
        "SA, ,       2026-03-05, ,              2026-03-08",
        // Its own calendar, as its settlements have it.
        "SA, TARGET, 2026-03-05, ,              2026-03-06",
        "US, TARGET, 2026-04-02, ,              2026-04-07",
        // What the operator said of a day.
        "GB, ,       2026-03-05, GB-2026-03-06, 2026-03-09",
        "GB, TARGET, 2026-03-05, GB-2026-03-06, 2026-03-06",
        "GB, TARGET, 2026-03-05, TARGET-2026-03-06, 2026-03-09",
    })
    void a_scheduled_one_without_a_day_goes_on_the_next_business_day_of_the_merchants_calendar(
            String country, @Nullable String calendar, String on, @Nullable String holiday, String expected) {
        String account = account(country);
        if (calendar != null) {
            house.terms(new SettlementTermsFact(null, null, null, calendar, null, null, null, null));
            house.core.replies();
        }
        if (holiday != null) {
            says(new ChangeReference("holiday", holiday, null, new HolidayBody("a day off", false)));
        }
        house.core.passes(Duration.ofDays(
                LocalDate.parse(on).toEpochDay() - LocalDate.parse("2026-03-02").toEpochDay()));

        WithdrawalFact asked = asks("test", "w-1", 10_000, account, WithdrawalSpeed.SCHEDULED);

        assertThat(LocalDate.ofEpochDay(asked.getExecuteOn())).isEqualTo(expected);
    }

    @Test
    void an_account_that_is_verified_again_cools_off_again_before_anything_is_approved() {
        String account = account("GB");
        WithdrawalFact asked = asks("test", "w-1", 10_000, account, WithdrawalSpeed.NORMAL);
        judges(account, BankAccountDecision.DISABLE);
        judges(account, BankAccountDecision.VERIFY);
        Reply tooSoon = approves("ann", asked);
        house.core.passes(Duration.ofHours(24));
        Reply cooled = approves("ann", asked);

        assertThat(tooSoon.getCode()).isEqualTo("invalid_state");
        assertThat(tooSoon.getDetail()).isEqualTo("the bank account was verified too short a while ago");
        assertThat(stands(cooled).getStatus()).isEqualTo(WithdrawalStatusCode.PROCESSING);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void what_was_approved_before_waits_until_the_account_has_cooled_off_again() {
        String account = account("GB");
        WithdrawalFact asked = asks("test", "w-1", 10_000, account, WithdrawalSpeed.SCHEDULED);
        assertThat(stands(approves("ann", asked)).getStatus()).isEqualTo(WithdrawalStatusCode.APPROVED);
        judges(account, BankAccountDecision.DISABLE);
        judges(account, BankAccountDecision.VERIFY);

        house.core.passes(Duration.ofHours(23));
        assertThat(calls()).as("its day has come, and the account is too fresh").isEmpty();
        house.core.passes(Duration.ofHours(1));
        assertThat(calls()).hasSize(1);
    }

    @Test
    void two_keys_of_one_person_are_one_approver() {
        String account = account("GB");
        key("a1", "Ann");
        key("a2", "ann ");
        key("b1", "Bob");
        WithdrawalFact asked = asks("key:b1", "w-1", 15_000_000, account, WithdrawalSpeed.NORMAL);
        assertThat(asked.getRequester()).isEqualTo("Bob");

        WithdrawalFact once = stands(approves("key:a1", asked));
        says("operator", new RevokeKey(SHOP, "a1"));
        WithdrawalFact twice = stands(approves("key:a2", asked));
        WithdrawalFact both = stands(approves("operator", asked));

        assertThat(once.getApprovalsNeeded()).isEqualTo(2);
        assertThat(twice.getApprovals()).as("Ann, whose first key is gone").hasSize(1);
        assertThat(twice.getStatus()).isEqualTo(WithdrawalStatusCode.PENDING);
        assertThat(both.getApprovals())
                .extracting(each -> each.getActor() + " " + each.getPerson())
                .containsExactly("key:a1 Ann", "operator null");
        assertThat(both.getStatus()).isEqualTo(WithdrawalStatusCode.PROCESSING);
    }

    @Test
    void whoever_asked_approves_with_no_other_key_of_theirs_not_even_one_of_the_platform() {
        String account = account("GB");
        key("a1", "Ann");
        says(new ChangeReference(
                "platform-key",
                "p1",
                0L,
                new PlatformKeyBody(ApiKeyFact.newBuilder()
                        .setKeyId("p1")
                        .setHash(ByteBuffer.wrap(new byte[32]))
                        .setScopes(List.of("approver"))
                        .setName("Ann")
                        .build())));
        key("x", "");
        WithdrawalFact asked = asks("key:a1", "w-1", 10_000, account, WithdrawalSpeed.NORMAL);

        assertThat(approves("key:p1", asked).getCode()).isEqualTo("forbidden");
        assertThat(stands(approves("key:x", asked)).getStatus()).isEqualTo(WithdrawalStatusCode.PROCESSING);
    }

    @Test
    void nobody_verifies_the_account_that_another_key_of_theirs_added() {
        house.onboards("business", "GB", "Europe/London");
        key("a1", "Ann");
        key("a2", "Ann");
        BankAccountFact added =
                (BankAccountFact) says("key:a1", new AddBankAccount(SHOP, "GBP", "GB", "Shop", "12345678", null))
                        .getBody();

        Reply own = says("key:a2", new DecideBankAccount(SHOP, added.getId(), BankAccountDecision.VERIFY, ""));

        assertThat(own.getCode()).isEqualTo("forbidden");
    }

    @Test
    void what_the_bank_takes_back_stands_in_suspense_each_time_under_an_entry_of_its_own() {
        WithdrawalFact asked = asks("test", "w-1", 10_000, account("GB"), WithdrawalSpeed.NORMAL);
        approves("ann", asked);
        for (BankResult said : List.of(
                BankResult.PAID,
                BankResult.PAID,
                BankResult.REJECTED,
                BankResult.REJECTED,
                BankResult.PAID,
                BankResult.REJECTED)) {
            banks(asked, said);
            house.core.passes(Duration.ofSeconds(1));
        }

        String back = "withdrawal_correction: Dr bank:clearing 9900 Cr suspense 9900";
        assertThat(lines())
                .containsExactly(
                        "withdrawal_hold: Dr merchant:shop-2:available 10000 Cr merchant:shop-2:in_transit 10000",
                        "withdrawal: Dr merchant:shop-2:in_transit 10000 Cr bank:clearing 9900 Cr fees 100",
                        back,
                        "withdrawal_correction: Dr suspense 9900 Cr bank:clearing 9900",
                        back);
        assertThat(entries).extracting(EntryFact::getId).doesNotHaveDuplicates();
        assertThat(entries.getLast().getWithdrawalId()).isEqualTo(asked.getId());
        WithdrawalFact last = told().getLast();
        assertThat(last.getStatus()).isEqualTo(WithdrawalStatusCode.COMPLETED);
        assertThat(last.getBankState()).isEqualTo("rejected");
        assertThat(last.getFailure().getCode()).isEqualTo("bank_rejected");
    }

    @Test
    void what_the_bank_paid_after_it_had_refused_stands_in_suspense_and_the_merchant_keeps_what_was_released() {
        WithdrawalFact asked = asks("test", "w-1", 10_000, account("GB"), WithdrawalSpeed.NORMAL);
        approves("ann", asked);
        banks(asked, BankResult.REJECTED);
        banks(asked, BankResult.PAID);
        banks(asked, BankResult.PAID);

        assertThat(lines().subList(1, lines().size()))
                .containsExactly(
                        "withdrawal_release: Dr merchant:shop-2:in_transit 10000 Cr merchant:shop-2:available 10000",
                        "withdrawal_correction: Dr suspense 9900 Cr bank:clearing 9900");
        assertThat(told().getLast().getBankState()).isEqualTo("paid");
    }

    @Test
    void a_word_on_a_payout_that_was_never_asked_for_is_no_payout() {
        WithdrawalFact asked = asks("test", "w-1", 10_000, account("GB"), WithdrawalSpeed.NORMAL);
        banks(asked, BankResult.PAID);

        assertThat(house.core.deadLetters()).hasSize(1);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_number_is_taken_for_ever_and_one_that_was_refused_is_not() {
        String account = account("GB");
        CreateWithdrawal one = new CreateWithdrawal(SHOP, "w-1", 10_000L, "GBP", account, WithdrawalSpeed.NORMAL, null);
        CreateWithdrawal more =
                new CreateWithdrawal(SHOP, "w-1", 99_000_000L, "GBP", account, WithdrawalSpeed.NORMAL, null);
        Reply refused = says("test", more);
        Reply made = says("test", one);
        house.core.passes(Duration.ofDays(100));
        Reply again = says("test", one);
        Reply other = says("test", more);

        assertThat(refused.getCode()).isEqualTo("insufficient_balance");
        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(((WithdrawalFact) again.getBody()).getId()).isEqualTo(((WithdrawalFact) made.getBody()).getId());
        assertThat(again.getReplayed()).isTrue();
        assertThat(other.getCode()).isEqualTo("idempotency_key_reused");
        assertThat(lines()).hasSize(1);
    }
}
