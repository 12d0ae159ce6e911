package dev.kassa.payment;

import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.Mode;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.Outcome;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.payment.PaymentEvent.Authorized;
import dev.kassa.payment.PaymentEvent.Cancelled;
import dev.kassa.payment.PaymentEvent.Captured;
import dev.kassa.payment.PaymentEvent.ChannelAsked;
import dev.kassa.payment.PaymentEvent.Expired;
import dev.kassa.payment.PaymentEvent.Failed;
import dev.kassa.payment.PaymentEvent.FoundCharged;
import dev.kassa.payment.PaymentEvent.GivenBack;
import dev.kassa.payment.PaymentEvent.HeldForReview;
import dev.kassa.payment.PaymentEvent.LeftOpen;
import dev.kassa.payment.PaymentEvent.OperationRefused;
import dev.kassa.payment.PaymentEvent.Reviewed;
import dev.kassa.payment.PaymentEvent.Voided;
import dev.kassa.reference.Actor;
import dev.kassa.risk.RiskFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a payment: {@link #decide} says which events follow from a command and changes nothing;
 * {@link #evolve} is what a payment is after an event.
 */
public final class PaymentRules {
    /** An authorization that is neither captured nor voided is given back after so long. */
    private static final long AUTHORIZATION_HOLDS_MS = 7 * 24 * 3_600_000L;

    private static final long EXPIRES_AFTER_MS = 24 * 3_600_000L;

    private static final Failure RISK_REJECTED = new Failure("risk_rejected", "The risk rules rejected it.");
    private static final Failure REVIEW_REJECTED = new Failure("review_rejected", "A review rejected it.");

    private PaymentRules() {}

    /** What follows from a command. */
    public sealed interface Decision {
        /** It happened; no events means that it changes nothing, as with an outcome told twice. */
        record Accepted(List<PaymentEvent> events) implements Decision {}

        record Rejected(PaymentRejection reason) implements Decision {}
    }

    /** A payment that was just opened, before anything happened to it. */
    public static Payment open(String id, PaymentTerms terms, RiskFinding risk, long nowMs) {
        return new Payment(
                id, terms, risk, null, PaymentStatus.CREATED, 0, 0, 0, 0, null, null, null, null, null, nowMs, nowMs);
    }

    /**
     * The first thing that happens to it, as the risk rules found: the channel is asked, or a person, or nobody.
     *
     * @param reviewMs how long a person has to decide
     * @param requester who asked for it
     */
    public static PaymentEvent begin(Payment payment, long nowMs, long reviewMs, Supplier<Actor> requester) {
        return switch (payment.risk().assessment().decision()) {
            case ACCEPT, FLAG -> send(payment, nowMs);
            case REVIEW -> new HeldForReview(nowMs + reviewMs, requester.get().person());
            case REJECT -> new Failed(RISK_REJECTED);
        };
    }

    private static ChannelAsked send(Payment payment, long nowMs) {
        return ask(Operation.AUTHORIZE, payment.terms().amount(), nowMs, false);
    }

    public static Decision decide(Payment payment, PaymentCommand command, long nowMs) {
        return switch (command) {
            case PaymentCommand.Capture(Long amount) -> capture(payment, amount, nowMs);
            case PaymentCommand.Void() -> giveBack(payment, nowMs);
            case PaymentCommand.Cancel() ->
                payment.status() == PaymentStatus.CREATED || payment.status() == PaymentStatus.REVIEW
                        ? accepted(new Cancelled())
                        : new Decision.Rejected(PaymentRejection.ALREADY_SENT);
            case PaymentCommand.Review review -> review(payment, review, nowMs);
            case PaymentCommand.Heard(Outcome outcome) -> new Decision.Accepted(hear(payment, outcome, nowMs));
            case PaymentCommand.Due() -> new Decision.Accepted(due(payment, nowMs));
        };
    }

    private static Decision review(Payment payment, PaymentCommand.Review asked, long nowMs) {
        Review held = payment.review();
        String requester = held == null ? null : held.requester();
        if (asked.by().isSameAs(new Actor(payment.terms().basis().createdBy(), requester))) {
            return new Decision.Rejected(PaymentRejection.DECIDED_BY_REQUESTER);
        }
        if (payment.status() != PaymentStatus.REVIEW) {
            return new Decision.Rejected(PaymentRejection.NOT_IN_REVIEW);
        }
        List<PaymentEvent> events = new ArrayList<>(2);
        events.add(new Reviewed(new Review.Decision(asked.accept(), asked.by().id(), asked.reason(), nowMs)));
        events.add(asked.accept() ? send(payment, nowMs) : new Failed(REVIEW_REJECTED));
        return new Decision.Accepted(events);
    }

    private static Decision capture(Payment payment, @Nullable Long asked, long nowMs) {
        PaymentRejection rejection = notOpenForOperation(payment);
        if (rejection != null) {
            return new Decision.Rejected(rejection);
        }
        long amount = asked == null ? payment.terms().amount() : asked;
        if (amount < 1) {
            return new Decision.Rejected(PaymentRejection.AMOUNT_OUT_OF_BOUNDS);
        }
        if (amount > payment.terms().amount()) {
            return new Decision.Rejected(PaymentRejection.CAPTURE_EXCEEDS_AUTHORIZED);
        }
        return accepted(ask(Operation.CAPTURE, amount, nowMs, false));
    }

    private static Decision giveBack(Payment payment, long nowMs) {
        PaymentRejection rejection = notOpenForOperation(payment);
        return rejection == null
                ? accepted(ask(Operation.VOID, payment.terms().amount(), nowMs, false))
                : new Decision.Rejected(rejection);
    }

    private static @Nullable PaymentRejection notOpenForOperation(Payment payment) {
        if (payment.status() != PaymentStatus.AUTHORIZED) {
            return PaymentRejection.NOT_AUTHORIZED;
        }
        return payment.pending() == null ? null : PaymentRejection.OPERATION_UNDER_WAY;
    }

    private static List<PaymentEvent> hear(Payment payment, Outcome outcome, long nowMs) {
        return switch (outcome.result()) {
            case APPROVED -> approved(payment, outcome, nowMs);
            case DECLINED -> isAwaited(payment, outcome) ? refused(payment, outcome, nowMs) : List.of();
            case FAILED -> isAnswered(payment, outcome) ? refused(payment, outcome, nowMs) : List.of();
            case UNKNOWN -> leftOpen(payment, outcome, "unknown", nowMs);
            case PENDING -> leftOpen(payment, outcome, "pending", nowMs);
        };
    }

    /** An approval is the channel's last word, whichever attempt it answers and however late it comes. */
    private static List<PaymentEvent> approved(Payment payment, Outcome outcome, long nowMs) {
        return switch (outcome.operation()) {
            case AUTHORIZE -> authorizeApproved(payment, outcome, nowMs);
            case CAPTURE ->
                payment.status() == PaymentStatus.AUTHORIZED
                        ? List.of(captured(payment, capturedAmount(payment, outcome), outcome))
                        : List.of();
            case VOID -> voidApproved(payment);
            case REFUND -> List.of();
        };
    }

    private static List<PaymentEvent> authorizeApproved(Payment payment, Outcome outcome, long nowMs) {
        if (payment.status() == PaymentStatus.PROCESSING) {
            return payment.terms().manualCapture()
                    ? List.of(new Authorized(outcome.reference()))
                    : List.of(captured(payment, payment.terms().amount(), outcome));
        }
        boolean givenUp = payment.status() == PaymentStatus.FAILED || payment.status() == PaymentStatus.EXPIRED;
        if (givenUp && payment.channelReference() == null) {
            return List.of(
                    new FoundCharged(outcome.reference()),
                    ask(Operation.VOID, payment.terms().amount(), nowMs, false));
        }
        return List.of();
    }

    private static List<PaymentEvent> voidApproved(Payment payment) {
        PendingOperation pending = payment.pending();
        if (payment.status() == PaymentStatus.AUTHORIZED) {
            return List.of(pending != null && pending.expiring() ? new Expired() : new Voided());
        }
        boolean givingBack = pending != null && pending.operation() == Operation.VOID;
        return givingBack ? List.of(new GivenBack()) : List.of();
    }

    private static Captured captured(Payment payment, long amount, Outcome outcome) {
        return new Captured(amount, payment.terms().basis().fees().feeOn(amount), outcome.reference());
    }

    private static long capturedAmount(Payment payment, Outcome outcome) {
        PendingOperation pending = payment.pending();
        if (pending != null && pending.operation() == Operation.CAPTURE) {
            return pending.amount();
        }
        return outcome.amount() == null ? payment.terms().amount() : outcome.amount();
    }

    private static List<PaymentEvent> refused(Payment payment, Outcome outcome, long nowMs) {
        PendingOperation pending = payment.pending();
        Failure failure = new Failure(
                outcome.codeOr(outcome.result() == Outcome.Result.DECLINED ? "declined" : "channel_failed"),
                outcome.message() == null ? "The channel did not carry it out." : outcome.message());
        if (outcome.operation() != Operation.AUTHORIZE) {
            return payment.status() == PaymentStatus.AUTHORIZED && pending != null && !pending.expiring()
                    ? List.of(new OperationRefused(failure))
                    : List.of(new GivenBack());
        }
        boolean outOfTime = pending != null
                && outcome.result() == Outcome.Result.FAILED
                && nowMs - pending.sinceMs() >= EXPIRES_AFTER_MS;
        return List.of(outOfTime ? new Expired() : new Failed(failure));
    }

    private static List<PaymentEvent> leftOpen(Payment payment, Outcome outcome, String inDoubt, long nowMs) {
        PendingOperation pending = payment.pending();
        if (pending == null || !pending.isAnsweredBy(outcome)) {
            return List.of();
        }
        PendingOperation next =
                outcome.result() == Outcome.Result.UNKNOWN ? pending.inDoubt(nowMs) : pending.deferred(nowMs);
        return List.of(new LeftOpen(inDoubt, next, outcome.reference()));
    }

    private static List<PaymentEvent> due(Payment payment, long nowMs) {
        PendingOperation pending = payment.pending();
        if (pending == null) {
            Review review = payment.review();
            if (payment.status() == PaymentStatus.REVIEW && review != null) {
                return nowMs >= review.untilMs() ? List.of(new Expired()) : List.of();
            }
            boolean ranOut = payment.status() == PaymentStatus.AUTHORIZED && nowMs >= authorizedUntilMs(payment);
            return ranOut ? List.of(ask(Operation.VOID, payment.terms().amount(), nowMs, true)) : List.of();
        }
        if (pending.retryAtMs() > nowMs) {
            return List.of();
        }
        return List.of(new ChannelAsked(new Call(pending.again(nowMs), pending.nextMode(nowMs))));
    }

    /** When an authorized payment is given back. */
    public static long authorizedUntilMs(Payment payment) {
        Payment.Answered authorized = payment.answered();
        long since = authorized == null ? payment.createdAtMs() : authorized.atMs();
        return since + AUTHORIZATION_HOLDS_MS;
    }

    private static boolean isAwaited(Payment payment, Outcome outcome) {
        PendingOperation pending = payment.pending();
        return pending != null && pending.operation() == outcome.operation();
    }

    private static boolean isAnswered(Payment payment, Outcome outcome) {
        PendingOperation pending = payment.pending();
        return pending != null && pending.isAnsweredBy(outcome);
    }

    private static ChannelAsked ask(Operation operation, long amount, long nowMs, boolean expiring) {
        return new ChannelAsked(new Call(PendingOperation.first(operation, amount, nowMs, expiring), Mode.CALL));
    }

    private static Decision accepted(PaymentEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    /** The payment after an event. */
    public static Payment evolve(Payment payment, PaymentEvent event, long nowMs) {
        PaymentDraft draft = new PaymentDraft(payment, nowMs);
        switch (event) {
            case ChannelAsked(Call call) -> draft.asked(call);
            case HeldForReview(long untilMs, String requester) -> draft.heldForReview(untilMs, requester);
            case Reviewed(Review.Decision decision) -> draft.reviewed(decision);
            case LeftOpen(String inDoubt, PendingOperation pending, String reference) ->
                draft.leftOpen(inDoubt, pending, reference);
            case Authorized(String reference) -> draft.concluded(PaymentStatus.AUTHORIZED, reference);
            case Captured(long amount, long fee, String reference) -> draft.captured(amount, fee, reference);
            case Failed(Failure failure) -> draft.failed(failure);
            case OperationRefused(Failure failure) -> draft.settled();
            case Voided() -> draft.concluded(PaymentStatus.VOIDED, null);
            case Cancelled() -> draft.concluded(PaymentStatus.CANCELLED, null);
            case Expired() -> draft.concluded(PaymentStatus.EXPIRED, null);
            case FoundCharged(String reference) -> draft.reference(reference == null ? payment.id() : reference);
            case GivenBack() -> draft.settled();
            case PaymentEvent.RefundStarted(long amount) -> draft.refunding(amount);
            case PaymentEvent.RefundSucceeded(long amount) ->
                draft.refunding(-amount).refunded(amount);
            case PaymentEvent.RefundFailed(long amount) -> draft.refunding(-amount);
            case PaymentEvent.RefundFound(long amount) -> draft.refunded(amount);
        }
        return draft.payment();
    }
}
