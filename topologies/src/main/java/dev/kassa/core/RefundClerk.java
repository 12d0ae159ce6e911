package dev.kassa.core;

import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Requester;
import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.Posting;
import dev.kassa.ledger.Postings;
import dev.kassa.payment.PaymentEvent;
import dev.kassa.refund.Refund;
import dev.kassa.refund.RefundEvent;
import dev.kassa.refund.RefundRules;
import dev.kassa.refund.RefundTerms;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was decided of a refund: the refund after it and its fact, the journal entry and the payment's share
 * of it, and the call, deadline or reply that it entails.
 */
final class RefundClerk {
    private final Refunds refunds;
    private final AvroCodec<RefundFact> factCodec;
    private final PaymentClerk payments;
    private final Journal journal;
    private final ChannelCalls calls;
    private final Deadlines deadlines;
    private final Replies replies;
    private final Head head;
    private final Outbox outbox;

    RefundClerk(
            Refunds refunds,
            AvroCodec<RefundFact> factCodec,
            PaymentClerk payments,
            Journal journal,
            ChannelCalls calls,
            Deadlines deadlines,
            Replies replies,
            Head head,
            Outbox outbox) {
        this.refunds = refunds;
        this.factCodec = factCodec;
        this.payments = payments;
        this.journal = journal;
        this.calls = calls;
        this.deadlines = deadlines;
        this.replies = replies;
        this.head = head;
        this.outbox = outbox;
    }

    /** Takes the hold and asks the channel. */
    RefundFact open(Turn turn, HeldRefund held, HeldPayment payment) {
        Refund refund = held.refund();
        RefundTerms terms = refund.terms();
        post(turn, refund, Postings.refundHold(terms.merchantId(), terms.currency(), balance(terms), refund.hold()));
        payments.carryOut(turn, payment, List.of(new PaymentEvent.RefundStarted(terms.amount())));
        return carryOut(turn, held, payment, RefundRules.send(refund, turn.nowMs()));
    }

    /** The refund's fact after the event. */
    RefundFact carryOut(Turn turn, HeldRefund held, HeldPayment payment, RefundEvent event) {
        Refund refund = RefundRules.evolve(held.refund(), event, turn.nowMs());
        PaymentEvent share = entail(turn, refund, payment, event);
        if (share != null) {
            payments.carryOut(turn, payment, List.of(share));
        }
        RefundFact fact = RefundCodec.fact(
                refund,
                held.refund().status(),
                turn.at().partition(),
                head.nextRefund(),
                turn.at().offset());
        outbox.send(Topics.REFUNDS, fact.getMerchantId(), factCodec.encode(fact));
        boolean concluded = refund.pending() == null;
        if (concluded) {
            for (Requester requester : held.requesters()) {
                replies.tell(fact.getMerchantId(), requester, Replies.outcome(Replies.CREATED, fact));
            }
        }
        refunds.put(new HeldRefund(refund, concluded ? List.of() : held.requesters()), fact);
        return fact;
    }

    private @Nullable PaymentEvent entail(Turn turn, Refund refund, HeldPayment payment, RefundEvent event) {
        RefundTerms terms = refund.terms();
        String merchantId = terms.merchantId();
        String currency = terms.currency();
        long amount = terms.amount();
        return switch (event) {
            case RefundEvent.ChannelAsked(Call call) -> {
                calls.ask(turn, refund, payment.payment(), call);
                deadlines.put(call.pending().retryAtMs(), refund.id());
                yield null;
            }
            case RefundEvent.LeftOpen(String inDoubt, PendingOperation pending, String reference) -> {
                deadlines.put(pending.retryAtMs(), refund.id());
                yield null;
            }
            case RefundEvent.Succeeded succeeded -> {
                post(turn, refund, Postings.refund(merchantId, terms.channel(), currency, balance(terms), amount));
                yield new PaymentEvent.RefundSucceeded(amount);
            }
            case RefundEvent.Failed failed -> {
                post(turn, refund, Postings.refundRelease(merchantId, currency, balance(terms), refund.hold()));
                yield new PaymentEvent.RefundFailed(amount);
            }
            case RefundEvent.Found found -> {
                post(
                        turn,
                        refund,
                        Postings.refundCorrection(merchantId, terms.channel(), currency, balance(terms), amount));
                yield new PaymentEvent.RefundFound(amount);
            }
        };
    }

    private Balance balance(RefundTerms terms) {
        return journal.balance(terms.merchantId(), terms.currency());
    }

    private void post(Turn turn, Refund refund, Posting posting) {
        RefundTerms terms = refund.terms();
        Journal.Cause cause = new Journal.Cause(
                refund.id(),
                terms.merchantId(),
                terms.currency(),
                terms.paymentId(),
                refund.id(),
                null,
                null,
                null,
                terms.occurredAtMs());
        journal.post(posting, cause, turn.at());
    }
}
