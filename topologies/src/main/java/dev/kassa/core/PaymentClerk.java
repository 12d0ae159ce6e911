package dev.kassa.core;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.Requester;
import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.ledger.Postings;
import dev.kassa.payment.Failure;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentEvent;
import dev.kassa.payment.PaymentRejection;
import dev.kassa.payment.PaymentRules;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.payment.Review;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was decided of a payment: the payment after it, its fact, and what each event entails, be it a call at
 * the channel, a journal entry, a deadline or a reply.
 */
final class PaymentClerk {
    private final Payments payments;
    private final AvroCodec<PaymentFact> factCodec;
    private final MonthsTaken taken;
    private final Journal journal;
    private final ChannelCalls calls;
    private final Deadlines deadlines;
    private final IdempotencyStore idempotency;
    private final Replies replies;
    private final Head head;
    private final Outbox outbox;
    private final RiskWatch watch;

    PaymentClerk(
            Payments payments,
            AvroCodec<PaymentFact> factCodec,
            MonthsTaken taken,
            Journal journal,
            ChannelCalls calls,
            Deadlines deadlines,
            IdempotencyStore idempotency,
            Replies replies,
            Head head,
            Outbox outbox,
            RiskWatch watch) {
        this.payments = payments;
        this.factCodec = factCodec;
        this.taken = taken;
        this.journal = journal;
        this.calls = calls;
        this.deadlines = deadlines;
        this.idempotency = idempotency;
        this.replies = replies;
        this.head = head;
        this.outbox = outbox;
        this.watch = watch;
    }

    /** Carries out the first step, and tells whoever only wants to know that it was taken. */
    void begin(Turn turn, HeldPayment held, List<PaymentEvent> events) {
        Requester requester = turn.requester(false);
        if (!turn.wantsAcceptance()) {
            carryOut(turn, held.joinedBy(requester), events);
            return;
        }
        PaymentFact fact = carryOut(turn, held, events);
        replies.tell(fact.getMerchantId(), requester, Replies.outcome(Replies.ACCEPTED, fact));
    }

    /** The payment's fact after the events. */
    PaymentFact carryOut(Turn turn, HeldPayment held, List<PaymentEvent> events) {
        Payment payment = held.payment();
        Failure refusal = null;
        for (PaymentEvent event : events) {
            payment = PaymentRules.evolve(payment, event, turn.nowMs());
            entail(turn, payment, event);
            if (event instanceof PaymentEvent.OperationRefused(Failure why)) {
                refusal = why;
            }
        }
        PaymentFact fact = PaymentCodec.fact(
                payment,
                held.payment().status(),
                turn.at().partition(),
                head.nextPayment(),
                turn.at().offset());
        outbox.send(Topics.PAYMENTS, fact.getMerchantId(), factCodec.encode(fact));
        HeldPayment after = held.with(payment);
        if (payment.pending() == null) {
            answer(turn, held, fact, refusal);
            after = HeldPayment.of(payment);
        }
        payments.put(after, fact, turn.nowMs());
        return fact;
    }

    private void entail(Turn turn, Payment payment, PaymentEvent event) {
        switch (event) {
            case PaymentEvent.ChannelAsked(Call call) -> {
                calls.ask(turn, payment, call);
                if (!isWatched(payment, call)) {
                    deadlines.put(call.pending().retryAtMs(), payment.id());
                }
            }
            case PaymentEvent.LeftOpen(String inDoubt, PendingOperation pending, String reference) ->
                deadlines.put(pending.retryAtMs(), payment.id());
            case PaymentEvent.Authorized authorized ->
                deadlines.put(PaymentRules.authorizedUntilMs(payment), payment.id());
            case PaymentEvent.Captured(long amount, long fee, String reference) -> {
                taken.captured(payment.terms(), amount);
                post(turn, payment, amount, fee);
            }
            case PaymentEvent.HeldForReview(long untilMs, String _) -> deadlines.put(untilMs, payment.id());
            case PaymentEvent.Reviewed(Review.Decision decision) ->
                watch.reviewEnded(decision.accepted() ? RiskWatch.ReviewEnd.ACCEPT : RiskWatch.ReviewEnd.REJECT);
            case PaymentEvent.OperationRefused refused ->
                // The authorization still stands, and still runs out.
                deadlines.put(PaymentRules.authorizedUntilMs(payment), payment.id());
            case PaymentEvent.Failed failed -> comesToNothing(payment);
            case PaymentEvent.Voided voided -> comesToNothing(payment);
            case PaymentEvent.Cancelled cancelled -> {
                comesToNothing(payment);
                endsUndecided(payment, RiskWatch.ReviewEnd.CANCELLED);
            }
            case PaymentEvent.Expired expired -> {
                comesToNothing(payment);
                endsUndecided(payment, RiskWatch.ReviewEnd.EXPIRED);
            }
            case PaymentEvent.FoundCharged found -> {}
            case PaymentEvent.GivenBack givenBack -> {}
            case PaymentEvent.RefundStarted started -> {}
            case PaymentEvent.RefundSucceeded succeeded -> {}
            case PaymentEvent.RefundFailed failed -> {}
            case PaymentEvent.RefundFound found -> {}
        }
    }

    /** What it had taken of the merchant's limits is free again. */
    private void comesToNothing(Payment payment) {
        taken.accepted(payment.terms(), -payment.terms().amount());
    }

    /** Where it waited for a person, nobody has to decide any more. */
    private void endsUndecided(Payment payment, RiskWatch.ReviewEnd end) {
        Review review = payment.review();
        if (review != null && review.decision() == null) {
            watch.reviewEnded(end);
        }
    }

    /** The first call is looked after by the watch over new payments, so that it costs no store entry. */
    private boolean isWatched(Payment payment, Call call) {
        boolean first = call.pending().operation() == Operation.AUTHORIZE
                && call.pending().attempt() == 1;
        // The watch does not look back, even where the broker's clock was set back.
        return first && payment.createdAtMs() >= head.watchedToMs();
    }

    private void post(Turn turn, Payment payment, long amount, long fee) {
        PaymentTerms terms = payment.terms();
        Journal.Cause cause = new Journal.Cause(
                payment.id(),
                terms.merchantId(),
                terms.currency(),
                payment.id(),
                null,
                terms.basis().fees(),
                null,
                null,
                terms.manualCapture() ? turn.nowMs() : terms.occurredAtMs());
        journal.post(
                Postings.capture(
                        terms.merchantId(),
                        terms.channel(),
                        terms.currency(),
                        journal.balance(terms.merchantId(), terms.currency()),
                        amount,
                        fee),
                cause,
                turn.at());
    }

    /** Tells whoever waited for the operation that is now concluded. */
    private void answer(Turn turn, HeldPayment before, PaymentFact fact, @Nullable Failure refusal) {
        ByteBuffer awaitingKey = before.awaitingKey();
        if (before.requesters().isEmpty() && awaitingKey == null) {
            return;
        }
        Reply outcome = refusal == null
                ? Replies.outcome(awaitingKey == null ? Replies.CREATED : Replies.OK, fact)
                : Replies.refusal(
                        before.requesters().isEmpty()
                                ? null
                                : before.requesters().getFirst().getCommandId(),
                        PaymentRejection.REFUSED_BY_CHANNEL.code(),
                        null,
                        PaymentRejection.REFUSED_BY_CHANNEL.detail() + ": " + refusal.code());
        if (awaitingKey != null) {
            idempotency.conclude(awaitingKey.array(), outcome, turn.nowMs());
        }
        for (Requester requester : before.requesters()) {
            replies.tell(fact.getMerchantId(), requester, outcome);
        }
    }
}
