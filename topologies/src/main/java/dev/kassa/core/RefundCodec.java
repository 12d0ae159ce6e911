package dev.kassa.core;

import dev.kassa.avro.Answered;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundState;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.ledger.Postings.Hold;
import dev.kassa.refund.Refund;
import dev.kassa.refund.RefundStatus;
import dev.kassa.refund.RefundTerms;
import java.time.LocalDate;

/** Refunds between their rules and their facts and states. */
final class RefundCodec {
    private RefundCodec() {}

    /**
     * A refund's fact.
     *
     * @param found the status that the change found
     */
    static RefundFact fact(Refund refund, RefundStatus found, int partition, long sequence, long commandOffset) {
        RefundTerms terms = refund.terms();
        return new RefundFact(
                refund.id(),
                terms.merchantId(),
                terms.paymentId(),
                terms.orderNo(),
                terms.refundNo(),
                terms.amount(),
                terms.currency(),
                RefundStatusCode.valueOf(refund.status().name()),
                RefundStatusCode.valueOf(found.name()),
                terms.channel(),
                refund.channelReference(),
                refund.inDoubt(),
                PaymentCodec.failure(refund.failure()),
                terms.reason(),
                terms.country(),
                Math.toIntExact(terms.businessDate().toEpochDay()),
                terms.occurredAtMs(),
                refund.createdAtMs(),
                refund.updatedAtMs(),
                partition,
                sequence,
                commandOffset);
    }

    static RefundState state(HeldRefund held, RefundFact fact) {
        Refund refund = held.refund();
        Refund.Answered answered = refund.answered();
        return new RefundState(
                fact,
                refund.hold().fromAvailable(),
                PaymentCodec.pending(refund.pending()),
                held.requesters(),
                answered == null ? null : new Answered(answered.status().name(), answered.atMs(), true));
    }

    static HeldRefund held(RefundState state) {
        RefundFact fact = state.getFact();
        Answered answered = state.getAnswered();
        RefundTerms terms = new RefundTerms(
                fact.getMerchantId(),
                fact.getPaymentId(),
                fact.getOrderNo(),
                fact.getRefundNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                fact.getReason(),
                fact.getCountry(),
                LocalDate.ofEpochDay(fact.getBusinessDate()),
                fact.getOccurredAtMs());
        Refund refund = new Refund(
                fact.getId(),
                terms,
                RefundStatus.valueOf(fact.getStatus().name()),
                new Hold(fact.getAmount() - state.getHeldFromAvailable(), state.getHeldFromAvailable()),
                fact.getChannelReference(),
                fact.getChannelState(),
                PaymentCodec.failure(fact.getFailure()),
                PaymentCodec.pending(state.getPending()),
                answered == null
                        ? null
                        : new Refund.Answered(RefundStatus.valueOf(answered.getStatus()), answered.getAtMs()),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs());
        return new HeldRefund(refund, state.getRequesters());
    }
}
