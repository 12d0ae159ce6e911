package dev.kassa.withdrawal;

import static dev.kassa.withdrawal.Withdrawn.ANN;
import static dev.kassa.withdrawal.Withdrawn.ASKER;
import static dev.kassa.withdrawal.Withdrawn.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.WithdrawalRules.Circumstances;
import dev.kassa.withdrawal.WithdrawalRules.Decision;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithdrawalRulesTest {
    private static String told(Withdrawal withdrawal, WithdrawalCommand command, Circumstances at) {
        return switch (WithdrawalRules.decide(withdrawal, command, at)) {
            case Decision.Accepted(List<WithdrawalEvent> events) -> Withdrawn.names(events);
            case Decision.Rejected(WithdrawalRejection reason) -> reason.name();
        };
    }

    private static WithdrawalCommand says(String word, Actor actor) {
        return new WithdrawalCommand(WithdrawalCommand.Kind.valueOf(word.toUpperCase(Locale.ROOT)), actor, "");
    }

    @ParameterizedTest(name = "{0} a {1} one: {2}")
    @CsvSource({
        "approve, PENDING,    'approved pay1+20000'",
        "approve, APPROVED,   NOT_PENDING",
        "approve, PROCESSING, NOT_PENDING",
        "approve, COMPLETED,  NOT_PENDING",
        "approve, FAILED,     NOT_PENDING",
        "approve, REJECTED,   NOT_PENDING",
        "approve, CANCELLED,  NOT_PENDING",
        "reject,  PENDING,    rejected",
        "reject,  APPROVED,   rejected",
        "reject,  PROCESSING, NOT_STOPPABLE",
        "reject,  COMPLETED,  NOT_STOPPABLE",
        "reject,  FAILED,     NOT_STOPPABLE",
        "reject,  REJECTED,   NOT_STOPPABLE",
        "reject,  CANCELLED,  NOT_STOPPABLE",
        "cancel,  PENDING,    cancelled",
        "cancel,  APPROVED,   cancelled",
        "cancel,  PROCESSING, NOT_STOPPABLE",
        "cancel,  COMPLETED,  NOT_STOPPABLE",
        "cancel,  FAILED,     NOT_STOPPABLE",
        "cancel,  REJECTED,   NOT_STOPPABLE",
        "cancel,  CANCELLED,  NOT_STOPPABLE",
    })
    void a_persons_word_goes_by_where_the_withdrawal_stands(String word, WithdrawalStatus status, String expected) {
        assertThat(told(Withdrawn.of(status), says(word, new Actor("key:eve", "Eve")), Withdrawn.fine()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "asked by {0} of {1}, approved by {2} of {3}: {4}")
    @CsvSource({
        // The same key, or another key of the same person, whatever its name's capitals.
        "operator, ,      operator, ,      OWN_REQUEST",
        "key:1,    ,      key:1,    ,      OWN_REQUEST",
        "key:1,    Ann,   key:2,    Ann,   OWN_REQUEST",
        "key:1,    Ann,   key:2,    ANN,   OWN_REQUEST",
        "key:1,    Ann,   key:2,    Anna,  'approved pay1+20000'",
        "key:1,    Ann,   key:2,    ,      'approved pay1+20000'",
        "key:1,    ,      key:2,    ,      'approved pay1+20000'",
        "operator, ,      key:2,    Ann,   'approved pay1+20000'",
    })
    void whoever_asked_does_not_approve_with_whatever_key(
            String asker, @Nullable String askers, String approver, @Nullable String approvers, String expected) {
        WithdrawalTerms terms = Withdrawn.terms(1);
        Withdrawal asked = Withdrawal.open(
                "wd_1",
                new WithdrawalTerms(
                        terms.merchantId(),
                        terms.withdrawalNo(),
                        terms.amount(),
                        terms.currency(),
                        terms.fee(),
                        terms.accountId(),
                        terms.speed(),
                        null,
                        new Actor(asker, askers),
                        1),
                NOW_MS);

        assertThat(told(asked, says("approve", new Actor(approver, approvers)), Withdrawn.fine()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "Ann said yes with key:1; {0} of {1} says so too: {2}")
    @CsvSource({
        "key:1, Ann, ''",
        "key:2, Ann, ''",
        "key:2, ann, ''",
        "key:1, ,    ''",
        "key:2, Bob, agreed",
        "key:2, ,    agreed",
    })
    void the_same_person_counts_once(String key, @Nullable String person, String expected) {
        Withdrawal once = WithdrawalRules.evolve(
                Withdrawn.pending(3), new WithdrawalEvent.Approved(new Actor("key:1", "Ann"), "", false), NOW_MS);

        assertThat(told(once, says("approve", new Actor(key, person)), Withdrawn.fine()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} approvals needed")
    @CsvSource({"1", "2", "3"})
    void it_is_sent_with_the_last_approval_and_not_before(int needed) {
        Withdrawal now = Withdrawn.pending(needed);
        for (int i = 1; i < needed; i++) {
            WithdrawalCommand yes = says("approve", Actor.of("key:" + i));
            assertThat(told(now, yes, Withdrawn.fine())).isEqualTo("agreed");
            now = WithdrawalRules.evolve(now, new WithdrawalEvent.Approved(yes.actor(), "", false), NOW_MS);
        }

        assertThat(told(now, says("approve", ANN), Withdrawn.fine())).isEqualTo("approved pay1+20000");
    }

    @ParameterizedTest(name = "active {0}, account {1} usable {2} ms from now, day in {3} ms: {4}; once approved: {5}")
    @CsvSource({
        "true,  VERIFIED, 0,    0,    'approved pay1+20000', pay1+20000",
        "true,  VERIFIED, 0,    5000, 'approved until+5000', until+5000",
        "false, VERIFIED, 0,    0,    MERCHANT_NOT_ACTIVE,   until+3600000",
        "true,  DISABLED, ,     0,    ACCOUNT_NOT_VERIFIED,  failed:account_not_verified",
        "true,  REJECTED, ,     0,    ACCOUNT_NOT_VERIFIED,  failed:account_not_verified",
        // Disabled and verified again: it cools off once more.
        "true,  VERIFIED, 7000, 0,    ACCOUNT_COOLING_OFF,   until+7000",
        "true,  VERIFIED, 7000, 9000, ACCOUNT_COOLING_OFF,   until+9000",
        "true,  VERIFIED, 1,    0,    ACCOUNT_COOLING_OFF,   until+1",
        "false, VERIFIED, 7000, 0,    MERCHANT_NOT_ACTIVE,   until+7000",
        "false, DISABLED, ,     0,    MERCHANT_NOT_ACTIVE,   failed:account_not_verified",
        "true,  DISABLED, ,     5000, ACCOUNT_NOT_VERIFIED,  until+5000",
    })
    void it_goes_nowhere_unless_merchant_and_account_are_fit(
            boolean active,
            BankAccountStatus status,
            @Nullable Long usableInMs,
            long dayInMs,
            String asked,
            String approved) {
        Long usableFromMs = usableInMs == null ? null : Long.valueOf(NOW_MS + usableInMs);
        Circumstances at = new Circumstances(active, Withdrawn.account(status, usableFromMs), NOW_MS + dayInMs, NOW_MS);

        assertThat(told(Withdrawn.pending(1), says("approve", ANN), at)).isEqualTo(asked);
        assertThat(Withdrawn.names(WithdrawalRules.due(Withdrawn.waiting(), at)))
                .isEqualTo(approved);
    }

    @Test
    void of_several_reasons_the_first_of_the_enum_is_told() {
        Circumstances bad =
                new Circumstances(false, Withdrawn.account(BankAccountStatus.DISABLED, null), NOW_MS, NOW_MS);
        WithdrawalCommand long_ = new WithdrawalCommand(WithdrawalCommand.Kind.REJECT, ANN, "x".repeat(501));

        assertThat(told(Withdrawn.of(WithdrawalStatus.COMPLETED), says("approve", ASKER), bad))
                .isEqualTo("OWN_REQUEST");
        assertThat(told(Withdrawn.of(WithdrawalStatus.COMPLETED), says("approve", ANN), bad))
                .isEqualTo("MERCHANT_NOT_ACTIVE");
        assertThat(told(Withdrawn.of(WithdrawalStatus.COMPLETED), long_, bad)).isEqualTo("NOT_STOPPABLE");
        assertThat(told(Withdrawn.pending(1), long_, bad)).isEqualTo("REASON_LENGTH");
    }

    @ParameterizedTest(name = "{0} says {1} to attempt {2}: {3}")
    @CsvSource({
        "PROCESSING, PAID,      2, paid",
        "PROCESSING, PAID,      1, paid",
        "PROCESSING, PAID,      0, paid",
        "PROCESSING, REJECTED,  2, failed:bank_rejected",
        "PROCESSING, REJECTED,  0, failed:bank_rejected",
        "PROCESSING, PENDING,   2, pending2+10000",
        "PROCESSING, PENDING,   0, pending2+10000",
        "PROCESSING, PENDING,   1, ''",
        "PROCESSING, UNKNOWN,   2, unknown2+10000",
        "PROCESSING, UNKNOWN,   1, ''",
        // Paid again, under the same key, only on the answer to the last question.
        "PROCESSING, NOT_KNOWN, 2, pay3+20000",
        "PROCESSING, NOT_KNOWN, 1, ''",
        "PROCESSING, NOT_KNOWN, 0, ''",
        "COMPLETED,  PAID,      1, ''",
        "COMPLETED,  PENDING,   1, ''",
        "COMPLETED,  UNKNOWN,   1, ''",
        "COMPLETED,  NOT_KNOWN, 1, ''",
        "COMPLETED,  REJECTED,  0, not-paid-after-all",
        "COMPLETED,  REJECTED,  1, not-paid-after-all",
        "FAILED,     REJECTED,  1, ''",
        "FAILED,     UNKNOWN,   1, ''",
        "FAILED,     NOT_KNOWN, 1, ''",
        "FAILED,     PAID,      0, paid-after-all",
        "FAILED,     PAID,      1, paid-after-all",
    })
    void the_banks_word_has_one_effect(WithdrawalStatus status, BankWord.Result result, int attempt, String expected) {
        Withdrawal withdrawal = status == WithdrawalStatus.PROCESSING ? Withdrawn.asked(2) : Withdrawn.of(status);

        assertThat(Withdrawn.names(WithdrawalRules.hear(withdrawal, Withdrawn.word(attempt, result), NOW_MS)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // What the bank says, and after each word: the status, what the bank is seen to say, and the events so far.
        "PAID,                        COMPLETED , paid",
        "PAID PAID PAID,              COMPLETED , paid",
        "PAID REJECTED,               COMPLETED rejected, paid not-paid-after-all",
        "PAID REJECTED REJECTED,      COMPLETED rejected, paid not-paid-after-all",
        "PAID REJECTED PAID,          COMPLETED paid, paid not-paid-after-all paid-after-all",
        "PAID REJECTED PAID PAID,     COMPLETED paid, paid not-paid-after-all paid-after-all",
        "PAID REJECTED PAID REJECTED, COMPLETED rejected, paid not-paid-after-all paid-after-all not-paid-after-all",
        "REJECTED,                    FAILED , failed:bank_rejected",
        "REJECTED PAID,               FAILED paid, failed:bank_rejected paid-after-all",
        "REJECTED PAID PAID,          FAILED paid, failed:bank_rejected paid-after-all",
        "REJECTED PAID REJECTED,      FAILED rejected, failed:bank_rejected paid-after-all not-paid-after-all",
    })
    void whatever_the_bank_says_against_itself_is_told_and_its_last_word_holds(
            String words, String stands, String expected) {
        Withdrawal now = Withdrawn.asked(1);
        StringBuilder events = new StringBuilder();
        for (String word : words.split(" ")) {
            List<WithdrawalEvent> said =
                    WithdrawalRules.hear(now, Withdrawn.word(0, BankWord.Result.valueOf(word)), NOW_MS);
            events.append(said.isEmpty() ? "" : " ").append(Withdrawn.names(said));
            now = Withdrawn.after(now, said);
        }

        assertThat(events.toString().strip()).isEqualTo(expected);
        assertThat(now.status() + " " + (now.bankState() == null ? "" : now.bankState()))
                .isEqualTo(stands.contains(" ") ? stands : stands + " ");
        assertThat(now.failure() == null).isEqualTo(!words.contains("REJECTED"));
    }

    @ParameterizedTest(name = "after attempt {0}: {1} s")
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "8, 640", "9, 900", "10, 900", "1000, 900"})
    void the_pauses_grow_to_a_quarter_of_an_hour(int attempt, long seconds) {
        assertThat(WithdrawalRules.pauseMs(attempt)).isEqualTo(seconds * 1_000);
    }

    @ParameterizedTest(name = "{0} ms after the moment: {1}")
    @CsvSource({"-1, ''", "0, query4+40000", "1, query4+40000"})
    void a_bank_that_is_silent_is_asked_and_not_told_to_pay(long lateMs, String expected) {
        long dueMs = NOW_MS - lateMs;
        Withdrawal silent = WithdrawalRules.evolve(
                Withdrawn.waiting(),
                new WithdrawalEvent.BankAsked(true, new Withdrawal.Asking(3, NOW_MS, dueMs, false)),
                NOW_MS);

        assertThat(Withdrawn.names(WithdrawalRules.due(silent, Withdrawn.fine())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PENDING", "COMPLETED", "FAILED", "REJECTED", "CANCELLED"})
    void nothing_is_due_of_one_that_waits_for_nobody(WithdrawalStatus status) {
        assertThat(WithdrawalRules.due(Withdrawn.of(status), Withdrawn.fine())).isEmpty();
    }
}
