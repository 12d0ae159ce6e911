package dev.kassa.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.withdrawal.WithdrawalOpening.Circumstances;
import dev.kassa.withdrawal.WithdrawalOpening.Decision;
import dev.kassa.withdrawal.WithdrawalOpening.Request;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithdrawalOpeningTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-12-24");
    private static final LocalDate NEXT = LocalDate.parse("2026-12-28");
    private static final WithdrawalPrices SHIPPED =
            new WithdrawalPrices(1_000, 5_000, 500, 100, 10_000, 10_000_000, 100_000_000);

    /** A request that may go ahead, but for what a line of the table changes. */
    private static String decide(
            String number,
            long amount,
            String currency,
            Speed speed,
            @Nullable String date,
            @Nullable BankAccount account,
            boolean active,
            boolean taken,
            long available) {
        LocalDate executeOn = date == null ? null : LocalDate.parse(date);
        Circumstances at = new Circumstances(
                account, active, !currency.equals("XXX"), taken, available, SHIPPED, TODAY, NEXT, Withdrawn.NOW_MS);
        return switch (WithdrawalOpening.decide(new Request(number, amount, currency, speed, executeOn), at)) {
            case Decision.Rejected(WithdrawalRejection reason) -> reason.name();
            case Decision.Accepted(long fee, int approvals, LocalDate on) ->
                fee + " " + approvals + (on == null ? "" : " " + on);
        };
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource({
        // speed, amount, available → fee, approvers, day
        "NORMAL,    10000,     10000,         '100 1'",
        "NORMAL,    10001,     10000,         NOT_COVERED",
        "NORMAL,    101,       10000,         '100 1'",
        "NORMAL,    100,       10000,         NOT_ABOVE_FEE",
        "NORMAL,    1,         10000,         NOT_ABOVE_FEE",
        "NORMAL,    0,         10000,         AMOUNT_OUT_OF_BOUNDS",
        "NORMAL,    -1,        10000,         AMOUNT_OUT_OF_BOUNDS",
        "NORMAL,    9999999,   9999999999,    '10000 1'",
        "NORMAL,    10000000,  9999999999,    '10000 2'",
        "NORMAL,    99999999,  9999999999,    '10000 2'",
        "NORMAL,    100000000, 9999999999,    '10000 3'",
        "NORMAL,    1000000000000, 9000000000000, '10000 3'",
        // More than there can be is a fault of form, not of the balance.
        "NORMAL,    1000000000001, 0,         AMOUNT_OUT_OF_BOUNDS",
        "URGENT,    10000,     10000,         '100 1'",
        "URGENT,    30000,     30000,         '150 1'",
        "SCHEDULED, 300000,    300000,        '150 1 2026-12-28'",
    })
    void the_amount_decides_on_fee_and_approvers(Speed speed, long amount, long available, String expected) {
        assertThat(decide("w-1", amount, "EUR", speed, null, Withdrawn.verified(), true, false, available))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "SCHEDULED, ,           '100 1 2026-12-28'",
        "SCHEDULED, 2026-12-23, DATE_OUT_OF_BOUNDS",
        "SCHEDULED, 2026-12-24, '100 1 2026-12-24'",
        // A day that was asked for is taken as it is.
        "SCHEDULED, 2026-12-25, '100 1 2026-12-25'",
        "SCHEDULED, 2027-12-25, '100 1 2027-12-25'",
        "SCHEDULED, 2027-12-26, DATE_OUT_OF_BOUNDS",
        "NORMAL,    2026-12-28, DATE_NOT_SCHEDULED",
        "URGENT,    2026-12-28, DATE_NOT_SCHEDULED",
    })
    void only_a_scheduled_one_has_a_day(Speed speed, @Nullable String date, String expected) {
        assertThat(decide("w-1", 10_000, "EUR", speed, date, Withdrawn.verified(), true, false, 10_000))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "account {0} usable {1} ms from now: {2}")
    @CsvSource({
        "VERIFIED,   0, '100 1'",
        "VERIFIED,   1, ACCOUNT_COOLING_OFF",
        "VERIFIED,   ,  ACCOUNT_COOLING_OFF",
        "UNVERIFIED, ,  ACCOUNT_NOT_VERIFIED",
        "REJECTED,   ,  ACCOUNT_NOT_VERIFIED",
        "DISABLED,   ,  ACCOUNT_NOT_VERIFIED",
        ",           ,  NO_SUCH_ACCOUNT",
    })
    void the_account_has_to_be_verified_and_to_have_cooled_off(
            @Nullable BankAccountStatus status, @Nullable Long usableInMs, String expected) {
        BankAccount account = status == null
                ? null
                : Withdrawn.account(status, usableInMs == null ? null : Long.valueOf(Withdrawn.NOW_MS + usableInMs));

        assertThat(decide("w-1", 10_000, "EUR", Speed.NORMAL, null, account, true, false, 10_000))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "number {0}, active {1}, taken {2}, {3}, available {4}: {5}")
    @CsvSource({
        "w-1, true,  false, EUR, 10000, '100 1'",
        "w-1, false, true,  XXX, 0,     MERCHANT_NOT_ACTIVE",
        "w-1, true,  true,  XXX, 0,     NUMBER_TAKEN",
        "'',  true,  false, XXX, 0,     NOT_COVERED",
        "'',  true,  false, XXX, 10000, NUMBER_FORM",
        "' ', true,  false, EUR, 10000, NUMBER_FORM",
        "w-1, true,  false, XXX, 10000, CURRENCY_UNKNOWN",
        "w-1, true,  false, USD, 10000, CURRENCY_DIFFERS",
    })
    void of_several_faults_the_first_is_told(
            String number, boolean active, boolean taken, String currency, long available, String expected) {
        assertThat(decide(number, 10_000, currency, Speed.NORMAL, null, Withdrawn.verified(), active, taken, available))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        // ppm of the amount, HALF_UP, from 1.00 to 100.00
        "NORMAL,    1,        100",
        "NORMAL,    100499,   100",
        "NORMAL,    100500,   101",
        "NORMAL,    101499,   101",
        "NORMAL,    101500,   102",
        "NORMAL,    9999499,  9999",
        "NORMAL,    9999500,  10000",
        "NORMAL,    90000000, 10000",
        "URGENT,    20099,    100",
        "URGENT,    20100,    101",
        "URGENT,    1999900,  10000",
        "SCHEDULED, 200999,   100",
        "SCHEDULED, 201000,   101",
    })
    void a_fee_is_rounded_once_and_stays_in_its_bounds(Speed speed, long amount, long fee) {
        assertThat(SHIPPED.fee(speed, amount)).isEqualTo(fee);
    }
}
