package dev.kassa.withdrawal;

import dev.kassa.payment.Failure;
import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.Withdrawal.Approval;
import dev.kassa.withdrawal.Withdrawal.Asking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a withdrawal once its money is held: people's words, the bank's answers, and the moments that it waits
 * for. {@code decide}, {@code hear} and {@code due} say which events follow and change nothing; {@link #evolve} is what a
 * withdrawal is after an event.
 */
public final class WithdrawalRules {
    /** A connector that is silent for so long is asked again. */
    static final long SILENCE_MS = 20_000;

    static final long PAUSE_FIRST_MS = 5_000;
    static final long PAUSE_LAST_MS = 15 * 60_000L;
    static final long POSTPONED_MS = 3_600_000;
    private static final int DOUBLINGS_MAX = 20;
    private static final int REASON_LENGTH_MAX = 500;

    private WithdrawalRules() {}

    /**
     * What a withdrawal meets when it is to be sent.
     *
     * @param merchantActive a merchant that is suspended withdraws nothing
     * @param account as it stands now
     * @param sendFromMs the start of its day; for one that is not scheduled: any moment that is past
     */
    public record Circumstances(boolean merchantActive, BankAccount account, long sendFromMs, long nowMs) {}

    /** What is decided of a command. */
    public sealed interface Decision {
        /** Nothing in it: the same was said before. */
        record Accepted(List<WithdrawalEvent> events) implements Decision {}

        record Rejected(WithdrawalRejection reason) implements Decision {}
    }

    /** Decides on a person's word. */
    public static Decision decide(Withdrawal withdrawal, WithdrawalCommand command, Circumstances at) {
        boolean approval = command.kind() == WithdrawalCommand.Kind.APPROVE;
        WithdrawalRejection reason = approval ? approvalFault(withdrawal, command, at) : stopFault(withdrawal);
        if (reason == null && command.reason().length() > REASON_LENGTH_MAX) {
            reason = WithdrawalRejection.REASON_LENGTH;
        }
        if (reason != null) {
            return new Decision.Rejected(reason);
        }
        return new Decision.Accepted(
                switch (command.kind()) {
                    case APPROVE -> approve(withdrawal, command, at);
                    case REJECT ->
                        List.of(new WithdrawalEvent.Rejected(command.actor().id(), command.reason()));
                    case CANCEL ->
                        List.of(new WithdrawalEvent.Cancelled(command.actor().id(), command.reason()));
                });
    }

    private static @Nullable WithdrawalRejection approvalFault(
            Withdrawal withdrawal, WithdrawalCommand command, Circumstances at) {
        if (command.actor().isSameAs(withdrawal.terms().requestedBy())) {
            return WithdrawalRejection.OWN_REQUEST;
        }
        if (!at.merchantActive()) {
            return WithdrawalRejection.MERCHANT_NOT_ACTIVE;
        }
        if (at.account().status() != BankAccountStatus.VERIFIED) {
            return WithdrawalRejection.ACCOUNT_NOT_VERIFIED;
        }
        if (!at.account().isUsable(at.nowMs())) {
            return WithdrawalRejection.ACCOUNT_COOLING_OFF;
        }
        return withdrawal.status() == WithdrawalStatus.PENDING ? null : WithdrawalRejection.NOT_PENDING;
    }

    private static @Nullable WithdrawalRejection stopFault(Withdrawal withdrawal) {
        return withdrawal.status().isStoppable() ? null : WithdrawalRejection.NOT_STOPPABLE;
    }

    private static List<WithdrawalEvent> approve(Withdrawal withdrawal, WithdrawalCommand command, Circumstances at) {
        if (withdrawal.isApprovedBy(command.actor())) {
            return List.of();
        }
        boolean last = withdrawal.approvals().size() + 1 >= withdrawal.terms().approvalsNeeded();
        List<WithdrawalEvent> events = new ArrayList<>();
        events.add(new WithdrawalEvent.Approved(command.actor(), command.reason(), last));
        if (last) {
            events.add(send(at));
        }
        return events;
    }

    /** What follows for one that is approved: it is sent, or waits, or can go nowhere. */
    private static WithdrawalEvent send(Circumstances at) {
        if (at.nowMs() < at.sendFromMs()) {
            return new WithdrawalEvent.Postponed(at.sendFromMs());
        }
        if (at.account().status() != BankAccountStatus.VERIFIED) {
            return new WithdrawalEvent.Failed(
                    new Failure("account_not_verified", "The bank account was disabled before it was sent."));
        }
        Long usableFromMs = at.account().usableFromMs();
        if (usableFromMs != null && at.nowMs() < usableFromMs) {
            return new WithdrawalEvent.Postponed(usableFromMs);
        }
        if (!at.merchantActive()) {
            return new WithdrawalEvent.Postponed(Math.addExact(at.nowMs(), POSTPONED_MS));
        }
        return new WithdrawalEvent.BankAsked(true, new Asking(1, at.nowMs(), at.nowMs() + SILENCE_MS, false));
    }

    /** What follows when a moment that it waited for has come; nothing where it no longer waits. */
    public static List<WithdrawalEvent> due(Withdrawal withdrawal, Circumstances at) {
        if (withdrawal.status() == WithdrawalStatus.APPROVED) {
            return List.of(send(at));
        }
        Asking asking = withdrawal.asking();
        if (asking == null || asking.retryAtMs() > at.nowMs()) {
            return List.of();
        }
        return List.of(new WithdrawalEvent.BankAsked(false, again(asking, at.nowMs())));
    }

    /**
     * What follows from the bank's word; nothing where it was heard before. Its last word holds, also against the one by
     * which the withdrawal ended.
     */
    public static List<WithdrawalEvent> hear(Withdrawal withdrawal, BankWord word, long nowMs) {
        Asking asking = withdrawal.asking();
        if (asking == null) {
            return contradiction(withdrawal, word);
        }
        boolean current = word.attempt() == asking.attempt() || word.attempt() == 0;
        return switch (word.result()) {
            case PAID -> List.of(new WithdrawalEvent.Paid(word.reference()));
            case REJECTED -> List.of(new WithdrawalEvent.Failed(why(word)));
            case NOT_KNOWN ->
                // Only to the question that was asked last: an older answer may be from before a payout that is on its
                // way.
                word.attempt() == asking.attempt()
                        ? List.of(new WithdrawalEvent.BankAsked(true, again(asking, nowMs)))
                        : List.of();
            case PENDING -> current ? List.of(open("pending", asking, word, nowMs)) : List.of();
            case UNKNOWN -> current ? List.of(open("unknown", asking, word, nowMs)) : List.of();
        };
    }

    private static List<WithdrawalEvent> contradiction(Withdrawal withdrawal, BankWord word) {
        boolean paid = word.result() == BankWord.Result.PAID;
        boolean conclusive = paid || word.result() == BankWord.Result.REJECTED;
        if (!conclusive || paid == withdrawal.isPaidAsTheBankHasIt()) {
            return List.of();
        }
        return List.of(new WithdrawalEvent.Contradicted(paid, word.reference(), paid ? null : why(word)));
    }

    private static WithdrawalEvent open(String bankState, Asking asking, BankWord word, long nowMs) {
        Asking waiting = new Asking(asking.attempt(), asking.sinceMs(), nowMs + pauseMs(asking.attempt()), true);
        return new WithdrawalEvent.LeftOpen(bankState, waiting, word.reference());
    }

    private static Asking again(Asking asking, long nowMs) {
        int attempt = asking.attempt() + 1;
        return new Asking(attempt, asking.sinceMs(), nowMs + Math.max(SILENCE_MS, pauseMs(attempt)), false);
    }

    /** 5 s after the first attempt, twice as long after each further one, a quarter of an hour at most. */
    static long pauseMs(int attempt) {
        return Math.min(PAUSE_FIRST_MS << Math.min(attempt - 1, DOUBLINGS_MAX), PAUSE_LAST_MS);
    }

    private static Failure why(BankWord word) {
        String code = word.code() == null ? "bank_rejected" : word.code();
        return new Failure(code, word.message() == null ? "The bank did not pay." : word.message());
    }

    /** The withdrawal after an event. */
    public static Withdrawal evolve(Withdrawal withdrawal, WithdrawalEvent event, long nowMs) {
        return switch (event) {
            case WithdrawalEvent.Approved(Actor actor, String reason, boolean last) ->
                withdrawal.approved(
                        new Approval(actor, reason, nowMs),
                        last ? WithdrawalStatus.APPROVED : WithdrawalStatus.PENDING);
            case WithdrawalEvent.Rejected(String actor, String reason) ->
                withdrawal.endedBy(actor, reason, WithdrawalStatus.REJECTED, nowMs);
            case WithdrawalEvent.Cancelled(String actor, String reason) ->
                withdrawal.endedBy(actor, reason, WithdrawalStatus.CANCELLED, nowMs);
            case WithdrawalEvent.Postponed _ -> withdrawal;
            case WithdrawalEvent.BankAsked(boolean _, Asking asking) ->
                withdrawal.underWay(asking, withdrawal.bankState(), null, nowMs);
            case WithdrawalEvent.LeftOpen(String bankState, Asking asking, String reference) ->
                withdrawal.underWay(asking, bankState, reference, nowMs);
            case WithdrawalEvent.Paid(String reference) ->
                withdrawal.concluded(WithdrawalStatus.COMPLETED, null, reference, null, nowMs);
            case WithdrawalEvent.Failed(Failure failure) ->
                withdrawal.concluded(WithdrawalStatus.FAILED, null, null, failure, nowMs);
            case WithdrawalEvent.Contradicted(boolean paid, String reference, Failure failure) ->
                withdrawal.concluded(
                        withdrawal.status(),
                        paid ? Withdrawal.PAID : Withdrawal.REJECTED,
                        reference,
                        failure == null ? withdrawal.failure() : failure,
                        nowMs);
        };
    }
}
