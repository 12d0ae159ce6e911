package dev.kassa.withdrawal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whether a withdrawal may be asked for. Its account, its balance and its price are checked in the step that holds the money. */
public final class WithdrawalOpening {
    /** The most that one withdrawal may take, in minor units. */
    public static final long AMOUNT_MAX = 1_000_000_000_000L;

    private static final int NUMBER_LENGTH_MAX = 64;
    private static final int DAYS_AHEAD_MAX = 366;

    private WithdrawalOpening() {}

    /** What was asked for. */
    public record Request(
            String withdrawalNo,
            long amount,
            String currency,
            Speed speed,
            @Nullable LocalDate executeOn) {}

    /**
     * What it is judged by.
     *
     * @param account the one that is named; null: the merchant has no such account
     * @param merchantActive whether the merchant may withdraw at all
     * @param currencyTaken whether the merchant takes the currency
     * @param available minor units
     * @param today by the merchant's clock
     * @param nextBusinessDay after today: what a scheduled one without a date is sent on
     */
    public record Circumstances(
            @Nullable BankAccount account,
            boolean merchantActive,
            boolean currencyTaken,
            boolean numberTaken,
            long available,
            WithdrawalPrices prices,
            LocalDate today,
            LocalDate nextBusinessDay,
            long nowMs) {}

    /** What is decided of a request. */
    public sealed interface Decision {
        /** It may go ahead. */
        record Accepted(
                long fee, int approvalsNeeded, @Nullable LocalDate executeOn) implements Decision {}

        record Rejected(WithdrawalRejection reason) implements Decision {}
    }

    /**
     * Decides.
     *
     * @throws ArithmeticException where the fee does not fit a {@code long}
     */
    public static Decision decide(Request request, Circumstances at) {
        boolean amountInBounds = request.amount() >= 1 && request.amount() <= AMOUNT_MAX;
        WithdrawalRejection reason = state(request, at, amountInBounds);
        if (reason == null) {
            reason = form(request, at, amountInBounds);
        }
        if (reason != null) {
            return new Decision.Rejected(reason);
        }
        long fee = at.prices().fee(request.speed(), request.amount());
        if (request.amount() <= fee) {
            return new Decision.Rejected(WithdrawalRejection.NOT_ABOVE_FEE);
        }
        LocalDate asked = request.executeOn();
        LocalDate executeOn = request.speed() == Speed.SCHEDULED && asked == null ? at.nextBusinessDay() : asked;
        return new Decision.Accepted(fee, at.prices().approvalsNeeded(request.amount()), executeOn);
    }

    private static @Nullable WithdrawalRejection state(Request request, Circumstances at, boolean amountInBounds) {
        BankAccount account = at.account();
        if (account == null) {
            return WithdrawalRejection.NO_SUCH_ACCOUNT;
        }
        if (!at.merchantActive()) {
            return WithdrawalRejection.MERCHANT_NOT_ACTIVE;
        }
        if (at.numberTaken()) {
            return WithdrawalRejection.NUMBER_TAKEN;
        }
        if (account.status() != BankAccountStatus.VERIFIED) {
            return WithdrawalRejection.ACCOUNT_NOT_VERIFIED;
        }
        if (!account.isUsable(at.nowMs())) {
            return WithdrawalRejection.ACCOUNT_COOLING_OFF;
        }
        return amountInBounds && request.amount() > at.available() ? WithdrawalRejection.NOT_COVERED : null;
    }

    private static @Nullable WithdrawalRejection form(Request request, Circumstances at, boolean amountInBounds) {
        String number = request.withdrawalNo();
        if (number.isBlank() || number.length() > NUMBER_LENGTH_MAX) {
            return WithdrawalRejection.NUMBER_FORM;
        }
        if (!amountInBounds) {
            return WithdrawalRejection.AMOUNT_OUT_OF_BOUNDS;
        }
        if (!at.currencyTaken()) {
            return WithdrawalRejection.CURRENCY_UNKNOWN;
        }
        BankAccount account = at.account();
        if (account != null && !account.terms().currency().equals(request.currency())) {
            return WithdrawalRejection.CURRENCY_DIFFERS;
        }
        return date(request, at.today());
    }

    private static @Nullable WithdrawalRejection date(Request request, LocalDate today) {
        LocalDate executeOn = request.executeOn();
        if (executeOn == null) {
            return null;
        }
        if (request.speed() != Speed.SCHEDULED) {
            return WithdrawalRejection.DATE_NOT_SCHEDULED;
        }
        boolean inBounds = !executeOn.isBefore(today) && !executeOn.isAfter(today.plusDays(DAYS_AHEAD_MAX));
        return inBounds ? null : WithdrawalRejection.DATE_OUT_OF_BOUNDS;
    }
}
