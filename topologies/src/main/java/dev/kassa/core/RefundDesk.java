package dev.kassa.core;

import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.Requester;
import dev.kassa.channelcall.Outcome;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.Postings.Hold;
import dev.kassa.payment.Customer;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentStatus;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.reference.Merchant;
import dev.kassa.refund.Refund;
import dev.kassa.refund.RefundEvent;
import dev.kassa.refund.RefundOpening;
import dev.kassa.refund.RefundRejection;
import dev.kassa.refund.RefundRules;
import dev.kassa.refund.RefundTerms;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Ids;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes commands about refunds: fetches, asks the rules, and has their answer carried out. */
final class RefundDesk {
    private final Merchants merchants;
    private final Payments payments;
    private final Refunds refunds;
    private final Journal journal;
    private final Repeats repeats;
    private final Replies replies;
    private final RefundClerk clerk;

    RefundDesk(
            Merchants merchants,
            Payments payments,
            Refunds refunds,
            Journal journal,
            Repeats repeats,
            Replies replies,
            RefundClerk clerk) {
        this.merchants = merchants;
        this.payments = payments;
        this.refunds = refunds;
        this.journal = journal;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
    }

    void create(Turn turn, CreateRefund command) {
        String merchantId = command.getMerchantId();
        Merchant merchant = merchants.get(merchantId);
        if (merchant == null) {
            Reply refusal = Replies.refusal(turn, ErrorCode.NOT_FOUND, null, "no such merchant");
            replies.tell(merchantId, turn.requester(false), refusal);
            return;
        }
        IdempotencyKey key = IdempotencyKey.of(
                merchantId, IdempotencyKey.Operation.REFUND, turn.command().getIdempotencyKey(), command.getRefundNo());
        Fingerprint fingerprint = repeats.first(turn, key, command);
        if (fingerprint == null) {
            return;
        }
        HeldPayment held = paymentOf(command);
        RefundRejection rejection = fault(command, held);
        if (rejection != null || held == null) {
            refuse(turn, key, fingerprint, rejection == null ? RefundRejection.NO_SUCH_PAYMENT : rejection);
            return;
        }
        Payment payment = held.payment();
        String currency = payment.terms().currency();
        Balance balance = journal.balance(merchantId, currency);
        long occurredAtMs = command.getOccurredAtMs() == null ? turn.nowMs() : command.getOccurredAtMs();
        switch (RefundOpening.decide(
                payment, command.getAmount(), occurredAtMs, balance, merchant.negativeLimit(currency), turn.nowMs())) {
            case RefundOpening.Decision.Rejected(RefundRejection reason) -> refuse(turn, key, fingerprint, reason);
            case RefundOpening.Decision.Accepted(long amount, Hold hold) -> {
                LocalDate businessDate = BusinessDates.of(occurredAtMs, merchant.zone());
                Refund refund = open(turn, command, payment, amount, occurredAtMs, businessDate, hold);
                repeats.answeredBy(turn, key, fingerprint, refund.id());
                refunds.take(merchantId, command.getRefundNo(), refund.id());
                begin(turn, held, refund);
            }
        }
    }

    /** The payment that is named, or the one of the order that succeeded, or else the order's last. */
    private @Nullable HeldPayment paymentOf(CreateRefund command) {
        String paymentId = command.getPaymentId();
        if (paymentId != null) {
            return payments.find(command.getMerchantId(), paymentId);
        }
        String orderNo = command.getOrderNo();
        List<HeldPayment> attempts = orderNo == null ? List.of() : payments.ofOrder(command.getMerchantId(), orderNo);
        for (HeldPayment attempt : attempts) {
            if (attempt.payment().status() == PaymentStatus.SUCCEEDED) {
                return attempt;
            }
        }
        return attempts.isEmpty() ? null : attempts.getLast();
    }

    private @Nullable RefundRejection fault(CreateRefund command, @Nullable HeldPayment held) {
        if (command.getPaymentId() == null && command.getOrderNo() == null) {
            return RefundRejection.FORM;
        }
        if (held == null) {
            return RefundRejection.NO_SUCH_PAYMENT;
        }
        if (refunds.isTaken(command.getMerchantId(), command.getRefundNo())) {
            return RefundRejection.REFUND_NO_TAKEN;
        }
        boolean differs = command.getOrderNo() != null
                && !command.getOrderNo().equals(held.payment().terms().orderNo());
        return differs ? RefundRejection.ORDER_DIFFERS : null;
    }

    private static Refund open(
            Turn turn,
            CreateRefund command,
            Payment payment,
            long amount,
            long occurredAtMs,
            LocalDate businessDate,
            Hold hold) {
        Customer customer = payment.terms().customer();
        RefundTerms terms = new RefundTerms(
                command.getMerchantId(),
                payment.id(),
                payment.terms().orderNo(),
                command.getRefundNo(),
                amount,
                payment.terms().currency(),
                payment.terms().channel(),
                command.getReason(),
                customer == null ? null : customer.country(),
                businessDate,
                occurredAtMs);
        String id = Ids.ofMerchant(
                Ids.REFUND,
                command.getMerchantId(),
                turn.nowMs(),
                turn.at().partition(),
                turn.at().offset());
        return RefundRules.open(id, terms, hold, turn.nowMs());
    }

    private void begin(Turn turn, HeldPayment payment, Refund refund) {
        Requester requester = turn.requester(false);
        HeldRefund held = new HeldRefund(refund, List.of());
        if (!turn.wantsAcceptance()) {
            clerk.open(turn, held.joinedBy(requester), payment);
            return;
        }
        RefundFact fact = clerk.open(turn, held, payment);
        replies.tell(fact.getMerchantId(), requester, Replies.outcome(Replies.ACCEPTED, fact));
    }

    void hear(Turn turn, ChannelOutcome said, String refundId, Outcome outcome) {
        HeldRefund held = refunds.find(refundId);
        if (held == null || !held.refund().terms().merchantId().equals(said.getMerchantId())) {
            throw new PoisonedCommandException("an outcome of a refund that is not there: " + refundId);
        }
        carryOut(turn, held, RefundRules.hear(held.refund(), outcome, turn.nowMs()));
    }

    /** A moment that the refund waited for has come. */
    void due(Turn turn, HeldRefund held) {
        carryOut(turn, held, RefundRules.due(held.refund(), turn.nowMs()));
    }

    private void carryOut(Turn turn, HeldRefund held, List<RefundEvent> events) {
        for (RefundEvent event : events) {
            String paymentId = held.refund().terms().paymentId();
            HeldPayment payment = payments.find(paymentId);
            if (payment == null) {
                throw new IllegalStateException(
                        held.refund().id() + " is of payment " + paymentId + ", which is not there");
            }
            clerk.carryOut(turn, held, payment, event);
        }
    }

    private void refuse(Turn turn, IdempotencyKey key, Fingerprint fingerprint, RefundRejection reason) {
        Reply refusal = Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
        repeats.answered(turn, key, fingerprint, refusal);
        replies.tell(key.merchantId(), turn.requester(false), refusal);
    }
}
