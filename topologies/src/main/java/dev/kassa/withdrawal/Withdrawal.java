package dev.kassa.withdrawal;

import dev.kassa.payment.Failure;
import dev.kassa.reference.Actor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A withdrawal as it stands.
 *
 * @param approvals of distinct persons, in their order
 * @param endedBy who rejected or cancelled it
 * @param reason what that actor said
 * @param bankState {@code pending} or {@code unknown} while the bank has not said which; {@code paid} or {@code rejected}:
 *     its last word, where that was another than the one before
 * @param bankReference the bank's own id of the payout
 * @param asking the call at the bank that has no final answer yet
 * @param attempt of the last call at the bank; 0: none was made
 */
public record Withdrawal(
        String id,
        WithdrawalTerms terms,
        WithdrawalStatus status,
        List<Approval> approvals,
        @Nullable String endedBy,
        @Nullable String reason,
        @Nullable String bankState,
        @Nullable String bankReference,
        @Nullable Failure failure,
        @Nullable Asking asking,
        int attempt,
        long createdAtMs,
        long updatedAtMs) {

    /** The bank's last word, where it took back the one before. */
    static final String PAID = "paid";

    static final String REJECTED = "rejected";

    /** One approver's word. */
    public record Approval(Actor actor, String reason, long atMs) {}

    /**
     * A call at the bank.
     *
     * @param sinceMs when the first was made
     * @param retryAtMs when the bank is asked again, unless it answers before
     * @param unsure the bank gave no final answer to it
     */
    public record Asking(int attempt, long sinceMs, long retryAtMs, boolean unsure) {}

    public Withdrawal {
        approvals = List.copyOf(approvals);
    }

    /** A withdrawal whose money was just held. */
    public static Withdrawal open(String id, WithdrawalTerms terms, long nowMs) {
        return new Withdrawal(
                id, terms, WithdrawalStatus.PENDING, List.of(), null, null, null, null, null, null, 0, nowMs, nowMs);
    }

    /** Whether the bank has paid it, by the last that it said of one that has ended. */
    boolean isPaidAsTheBankHasIt() {
        return bankState == null ? status == WithdrawalStatus.COMPLETED : bankState.equals(PAID);
    }

    boolean isApprovedBy(Actor actor) {
        return approvals.stream().anyMatch(approval -> approval.actor().isSameAs(actor));
    }

    Withdrawal with(WithdrawalStatus next, long nowMs) {
        return new Withdrawal(
                id,
                terms,
                next,
                approvals,
                endedBy,
                reason,
                bankState,
                bankReference,
                failure,
                asking,
                attempt,
                createdAtMs,
                nowMs);
    }

    Withdrawal approved(Approval approval, WithdrawalStatus next) {
        List<Approval> more = new ArrayList<>(approvals);
        more.add(approval);
        return new Withdrawal(
                id,
                terms,
                next,
                more,
                endedBy,
                reason,
                bankState,
                bankReference,
                failure,
                asking,
                attempt,
                createdAtMs,
                approval.atMs());
    }

    Withdrawal endedBy(String actor, String why, WithdrawalStatus next, long nowMs) {
        return new Withdrawal(
                id,
                terms,
                next,
                approvals,
                actor,
                why,
                bankState,
                bankReference,
                failure,
                asking,
                attempt,
                createdAtMs,
                nowMs);
    }

    /** The bank was asked, or left it open. */
    Withdrawal underWay(Asking call, @Nullable String state, @Nullable String reference, long nowMs) {
        return new Withdrawal(
                id,
                terms,
                WithdrawalStatus.PROCESSING,
                approvals,
                endedBy,
                reason,
                state,
                reference == null ? bankReference : reference,
                failure,
                call,
                call.attempt(),
                createdAtMs,
                nowMs);
    }

    /** The bank's final word. */
    Withdrawal concluded(
            WithdrawalStatus next,
            @Nullable String state,
            @Nullable String reference,
            @Nullable Failure why,
            long nowMs) {
        return new Withdrawal(
                id,
                terms,
                next,
                approvals,
                endedBy,
                reason,
                state,
                reference == null ? bankReference : reference,
                why,
                null,
                attempt,
                createdAtMs,
                nowMs);
    }
}
