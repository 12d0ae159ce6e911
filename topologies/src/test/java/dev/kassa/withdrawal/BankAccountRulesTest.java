package dev.kassa.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.BankAccountRules.Decision;
import dev.kassa.withdrawal.BankAccountRules.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankAccountRulesTest {
    private static final long COOLING_OFF_MS = 86_400_000;

    private static String fault(String country, String holder, String written, @Nullable String bankCode) {
        BankAccount.Terms terms =
                new BankAccount.Terms("EUR", country, holder, BankAccountRules.normalised(written), bankCode);
        BankAccountRejection fault = BankAccountRules.fault(written, terms, true, null);
        return fault == null ? "ok" : fault.name();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        // IBANs, of the registry's own examples.
        "DE, DE89 3704 0044 0532 0130 00,          ok",
        "DE, de89370400440532013000,               ok",
        "DE, DE88370400440532013000,               IBAN_CHECKSUM",
        "DE, DE8937040044053201300,                IBAN_LENGTH",
        "GB, GB29 NWBK 6016 1331 9268 19,          ok",
        "GB, GB29 NWBK 6016 1331 9268 91,          IBAN_CHECKSUM",
        "NO, NO9386011117947,                      ok",
        "NO, NO9386011117974,                      IBAN_CHECKSUM",
        "MT, MT84MALT011000012345MTLCAST001S,      ok",
        "LC, LC55HEMM000100010012001200023015,     ok",
        "LC, LC56HEMM000100010012001200023015,     IBAN_CHECKSUM",
        "VA, VA59001123000012345678,               ok",
        // A bank's own numbers, however much they look like an IBAN.
        "US, US12345678901,                        ok",
        "US, DE88370400440532013000,               ok",
        "GB, HA12345678901,                        ok",
        "GB, SE12345678901,                        ok",
        "IN, IN1234567890123,                      ok",
        "JP, JP12ABCDEFGH,                         ok",
        "DE, 1234567890,                           ok",
        "GB, D-12345678-1,                         ok",
        "US, 123,                                  NUMBER_FORM",
        "US, -1234,                                NUMBER_FORM",
        "US, 1234_5,                               NUMBER_FORM",
        "US, 4111 1111 1111 1111,                  CARD_NUMBER",
        "US, 4111-1111-1111-1111,                  CARD_NUMBER",
    })
    void a_number_is_an_iban_only_where_its_bank_has_ibans(String country, String written, String expected) {
        assertThat(fault(country, "Shop", written, null)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource({
        "DE, Shop, COBADEFF,        ok",
        "DE, Shop, ,                ok",
        "XX, '',   !,               COUNTRY_FORM",
        "DE, '',   !,               HOLDER_LENGTH",
        "DE, Shop, !,               BANK_CODE_FORM",
        "DE, Shop, AB,              BANK_CODE_FORM",
        "DE, Shop, ABCDEFGHIJKLMNOP, BANK_CODE_FORM",
    })
    void of_several_faults_the_first_is_told(
            String country, String holder, @Nullable String bankCode, String expected) {
        assertThat(fault(country, holder, "12345678", bankCode)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "known as {0}, same data {1}: {2}")
    @CsvSource({
        "UNVERIFIED, true,  ok",
        "VERIFIED,   true,  ok",
        "REJECTED,   true,  ok",
        "DISABLED,   true,  ok",
        "UNVERIFIED, false, OTHER_DATA",
        "VERIFIED,   false, OTHER_DATA",
        "REJECTED,   false, ok",
        "DISABLED,   false, ok",
    })
    void another_account_of_a_number_follows_only_one_that_takes_no_money(
            BankAccountStatus status, boolean same, String expected) {
        BankAccount known = Withdrawn.account(status, null);
        BankAccount.Terms terms =
                same ? known.terms() : new BankAccount.Terms("EUR", "DE", "Somebody else", "12345678", null);

        BankAccountRejection fault = BankAccountRules.fault("12345678", terms, true, known);

        assertThat(fault == null ? "ok" : fault.name()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} an account that is {1}: {2}")
    @CsvSource({
        "VERIFY,  UNVERIFIED, VERIFIED",
        "VERIFY,  VERIFIED,   NOT_VERIFIABLE",
        "VERIFY,  REJECTED,   NOT_VERIFIABLE",
        "VERIFY,  DISABLED,   VERIFIED",
        "REJECT,  UNVERIFIED, REJECTED",
        "REJECT,  VERIFIED,   NOT_REJECTABLE",
        "REJECT,  REJECTED,   NOT_REJECTABLE",
        "REJECT,  DISABLED,   NOT_REJECTABLE",
        "DISABLE, UNVERIFIED, DISABLED",
        "DISABLE, VERIFIED,   DISABLED",
        "DISABLE, REJECTED,   NOT_DISABLEABLE",
        "DISABLE, DISABLED,   NOT_DISABLEABLE",
    })
    void a_persons_word_goes_by_where_the_account_stands(Verdict verdict, BankAccountStatus status, String expected) {
        switch (decide(status, verdict, Withdrawn.ANN, "")) {
            case Decision.Rejected(BankAccountRejection reason) ->
                assertThat(reason.name()).isEqualTo(expected);
            case Decision.Accepted(BankAccount after) -> {
                assertThat(after.status().name()).isEqualTo(expected);
                assertThat(after.isUsable(Withdrawn.NOW_MS)).isFalse();
                assertThat(after.isUsable(Withdrawn.NOW_MS + COOLING_OFF_MS - 1))
                        .isFalse();
                assertThat(after.isUsable(Withdrawn.NOW_MS + COOLING_OFF_MS))
                        .isEqualTo(after.status() == BankAccountStatus.VERIFIED);
            }
        }
    }

    private static Decision decide(BankAccountStatus status, Verdict verdict, Actor actor, String reason) {
        return BankAccountRules.decide(
                Withdrawn.account(status, null), verdict, actor, reason, COOLING_OFF_MS, Withdrawn.NOW_MS);
    }

    @Test
    void whoever_added_it_says_nothing_on_it_with_whatever_key() {
        Decision own = new Decision.Rejected(BankAccountRejection.OWN_ACCOUNT);

        assertThat(decide(BankAccountStatus.UNVERIFIED, Verdict.VERIFY, Withdrawn.ASKER, ""))
                .isEqualTo(own);
        assertThat(decide(BankAccountStatus.UNVERIFIED, Verdict.VERIFY, new Actor("key:another", "BEN"), ""))
                .isEqualTo(own);
        assertThat(decide(BankAccountStatus.UNVERIFIED, Verdict.REJECT, Withdrawn.ANN, "x".repeat(501)))
                .isEqualTo(new Decision.Rejected(BankAccountRejection.REASON_LENGTH));
    }
}
