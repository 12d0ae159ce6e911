package dev.kassa.refund;

import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.Mode;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.Outcome;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.ledger.Postings.Hold;
import dev.kassa.payment.Failure;
import dev.kassa.refund.Refund.Answered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a refund once its money is held: the channel's answers and the moments that it waits for.
 * {@code hear} and {@code due} say which events follow and change nothing; {@link #evolve} is what a refund is after an
 * event.
 */
public final class RefundRules {
    private RefundRules() {}

    /** A refund whose hold was just taken. */
    public static Refund open(String id, RefundTerms terms, Hold hold, long nowMs) {
        return new Refund(id, terms, RefundStatus.PENDING, hold, null, null, null, null, null, nowMs, nowMs);
    }

    /** The first thing that happens to it: the channel is asked. */
    public static RefundEvent send(Refund refund, long nowMs) {
        PendingOperation first =
                PendingOperation.first(Operation.REFUND, refund.terms().amount(), nowMs, false);
        return new RefundEvent.ChannelAsked(new Call(first, Mode.CALL));
    }

    /** What follows from a channel's word; nothing where it was heard before. */
    public static List<RefundEvent> hear(Refund refund, Outcome outcome, long nowMs) {
        PendingOperation pending = refund.pending();
        if (pending == null) {
            boolean foundLate = refund.status() == RefundStatus.FAILED && outcome.result() == Outcome.Result.APPROVED;
            return foundLate ? List.of(new RefundEvent.Found(outcome.reference())) : List.of();
        }
        boolean current = pending.isAnsweredBy(outcome);
        return switch (outcome.result()) {
            case APPROVED -> List.of(new RefundEvent.Succeeded(outcome.reference()));
            case DECLINED -> List.of(new RefundEvent.Failed(why(outcome, "refund_declined")));
            case FAILED -> current ? List.of(new RefundEvent.Failed(why(outcome, "channel_failed"))) : List.of();
            case UNKNOWN ->
                current
                        ? List.of(new RefundEvent.LeftOpen("unknown", pending.inDoubt(nowMs), outcome.reference()))
                        : List.of();
            case PENDING ->
                current
                        ? List.of(new RefundEvent.LeftOpen("pending", pending.deferred(nowMs), outcome.reference()))
                        : List.of();
        };
    }

    /** What follows when a moment that it waited for has come. */
    public static List<RefundEvent> due(Refund refund, long nowMs) {
        PendingOperation pending = refund.pending();
        if (pending == null || pending.retryAtMs() > nowMs) {
            return List.of();
        }
        return List.of(new RefundEvent.ChannelAsked(new Call(pending.again(nowMs), pending.nextMode(nowMs))));
    }

    private static Failure why(Outcome outcome, String otherwise) {
        String message = outcome.message() == null ? "The channel did not carry it out." : outcome.message();
        return new Failure(outcome.codeOr(otherwise), message);
    }

    /** The refund after an event. */
    public static Refund evolve(Refund refund, RefundEvent event, long nowMs) {
        return switch (event) {
            case RefundEvent.ChannelAsked(Call call) ->
                with(refund, RefundStatus.PROCESSING, null, refund.inDoubt(), null, call.pending(), nowMs);
            case RefundEvent.LeftOpen(String inDoubt, PendingOperation pending, String reference) ->
                with(refund, RefundStatus.PROCESSING, reference, inDoubt, null, pending, nowMs);
            case RefundEvent.Succeeded(String reference) ->
                with(refund, RefundStatus.SUCCEEDED, reference, null, null, null, nowMs);
            case RefundEvent.Failed(Failure failure) ->
                with(refund, RefundStatus.FAILED, null, null, failure, null, nowMs);
            case RefundEvent.Found(String reference) ->
                with(refund, RefundStatus.SUCCEEDED, reference, null, refund.failure(), null, nowMs);
        };
    }

    private static Refund with(
            Refund refund,
            RefundStatus status,
            @Nullable String reference,
            @Nullable String inDoubt,
            @Nullable Failure failure,
            @Nullable PendingOperation pending,
            long nowMs) {
        Answered told = refund.answered();
        return new Refund(
                refund.id(),
                refund.terms(),
                status,
                refund.hold(),
                reference == null ? refund.channelReference() : reference,
                inDoubt,
                failure,
                pending,
                told == null && status.isConclusive() ? new Answered(status, nowMs) : told,
                refund.createdAtMs(),
                nowMs);
    }
}
