package dev.kassa.withdrawal;

import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.Withdrawal.Asking;
import dev.kassa.withdrawal.WithdrawalRules.Circumstances;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Withdrawals of 100.00 EUR, of which the bank pays 99.00, at each point of their lives. */
final class Withdrawn {
    static final long NOW_MS = 1_000_000_000;
    static final Actor ASKER = new Actor("key:shop", "Ben");
    static final Actor ANN = new Actor("key:ann", "Ann");

    private Withdrawn() {}

    /** @param usableFromMs null: not verified */
    static BankAccount account(BankAccountStatus status, @Nullable Long usableFromMs) {
        return new BankAccount(
                "ba_1",
                "shop",
                new BankAccount.Terms("EUR", "DE", "Shop", "12345678", null),
                status,
                usableFromMs,
                ASKER,
                null,
                null,
                0,
                0);
    }

    static BankAccount verified() {
        return account(BankAccountStatus.VERIFIED, NOW_MS);
    }

    static Circumstances fine() {
        return new Circumstances(true, verified(), NOW_MS, NOW_MS);
    }

    static WithdrawalTerms terms(int approvalsNeeded) {
        return new WithdrawalTerms(
                "shop", "w-1", 10_000, "EUR", 100, "ba_1", Speed.NORMAL, null, ASKER, approvalsNeeded);
    }

    static Withdrawal pending(int approvalsNeeded) {
        return Withdrawal.open("wd_1", terms(approvalsNeeded), NOW_MS - 1);
    }

    /** One that was asked of the bank so many times, and not answered. */
    static Withdrawal asked(int attempt) {
        return WithdrawalRules.evolve(
                waiting(), new WithdrawalEvent.BankAsked(true, new Asking(attempt, NOW_MS, NOW_MS + 1, false)), NOW_MS);
    }

    /** One that has its approval, and waits for its day. */
    static Withdrawal waiting() {
        return WithdrawalRules.evolve(pending(1), new WithdrawalEvent.Approved(ANN, "", true), NOW_MS);
    }

    static Withdrawal of(WithdrawalStatus status) {
        return switch (status) {
            case PENDING -> pending(1);
            case APPROVED -> waiting();
            case PROCESSING -> asked(1);
            case COMPLETED -> heard(asked(1), BankWord.Result.PAID);
            case FAILED -> heard(asked(1), BankWord.Result.REJECTED);
            case REJECTED -> WithdrawalRules.evolve(pending(1), new WithdrawalEvent.Rejected("key:ann", ""), NOW_MS);
            case CANCELLED -> WithdrawalRules.evolve(pending(1), new WithdrawalEvent.Cancelled("key:shop", ""), NOW_MS);
        };
    }

    static BankWord word(int attempt, BankWord.Result result) {
        boolean said = result == BankWord.Result.PAID || result == BankWord.Result.PENDING;
        return new BankWord(attempt, result, said ? "bk_1" : null, null, null);
    }

    static Withdrawal heard(Withdrawal withdrawal, BankWord.Result result) {
        return after(withdrawal, WithdrawalRules.hear(withdrawal, word(0, result), NOW_MS));
    }

    static Withdrawal after(Withdrawal withdrawal, List<WithdrawalEvent> events) {
        Withdrawal now = withdrawal;
        for (WithdrawalEvent event : events) {
            now = WithdrawalRules.evolve(now, event, NOW_MS);
        }
        return now;
    }

    /** Events by their names, and what matters of them. */
    static String names(List<WithdrawalEvent> events) {
        return String.join(" ", events.stream().map(Withdrawn::name).toList());
    }

    private static String name(WithdrawalEvent event) {
        return switch (event) {
            case WithdrawalEvent.Approved approved -> approved.last() ? "approved" : "agreed";
            case WithdrawalEvent.Rejected _ -> "rejected";
            case WithdrawalEvent.Cancelled _ -> "cancelled";
            case WithdrawalEvent.Postponed(long untilMs) -> "until+" + (untilMs - NOW_MS);
            case WithdrawalEvent.BankAsked(boolean payOut, Asking asking) ->
                (payOut ? "pay" : "query") + asking.attempt() + "+" + (asking.retryAtMs() - NOW_MS);
            case WithdrawalEvent.LeftOpen(String state, Asking asking, String _) ->
                state + asking.attempt() + "+" + (asking.retryAtMs() - NOW_MS);
            case WithdrawalEvent.Paid _ -> "paid";
            case WithdrawalEvent.Failed failed -> "failed:" + failed.failure().code();
            case WithdrawalEvent.Contradicted(boolean paid, String _, dev.kassa.payment.Failure _) ->
                paid ? "paid-after-all" : "not-paid-after-all";
        };
    }
}
