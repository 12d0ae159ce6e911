package dev.kassa.withdrawal;

import dev.kassa.payment.Failure;
import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.Withdrawal.Asking;
import org.jspecify.annotations.Nullable;

/** What happened to a withdrawal. */
public sealed interface WithdrawalEvent {
    /**
     * An approver said yes.
     *
     * @param last no other needs to
     */
    record Approved(Actor actor, String reason, boolean last) implements WithdrawalEvent {}

    /** A person refused it. */
    record Rejected(String actor, String reason) implements WithdrawalEvent {}

    /** It was taken back. */
    record Cancelled(String actor, String reason) implements WithdrawalEvent {}

    /** It is to be looked at again at this moment: its day has not come, or its merchant may not withdraw now. */
    record Postponed(long untilMs) implements WithdrawalEvent {}

    /**
     * A call at the bank was decided; a connector makes it.
     *
     * @param payOut pay, under the withdrawal's own key; else: say what became of it
     */
    record BankAsked(boolean payOut, Asking asking) implements WithdrawalEvent {}

    /** The bank left it open: {@code pending} or {@code unknown}. */
    record LeftOpen(
            String bankState, Asking asking, @Nullable String reference) implements WithdrawalEvent {}

    /** The bank has paid. */
    record Paid(@Nullable String reference) implements WithdrawalEvent {}

    /** It was not paid and will not be: the hold is released. */
    record Failed(Failure failure) implements WithdrawalEvent {}

    /**
     * The bank took its word back: booked as found.
     *
     * @param paid it paid what it had refused; else it refused, or was given back, what it had paid
     * @param failure why it was not paid
     */
    record Contradicted(
            boolean paid,
            @Nullable String reference,
            @Nullable Failure failure) implements WithdrawalEvent {}
}
