package dev.kassa.core;

import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.Requester;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.VoidPayment;
import dev.kassa.channelcall.Outcome;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.payment.Basis;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentCommand;
import dev.kassa.payment.PaymentEvent;
import dev.kassa.payment.PaymentOpening;
import dev.kassa.payment.PaymentRejection;
import dev.kassa.payment.PaymentRules;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.reference.Merchant;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Takes commands about payments: fetches, asks the rules, and has their answer carried out. */
final class PaymentDesk {
    private final CoreSettings settings;
    private final Merchants merchants;
    private final References references;
    private final MonthsTaken taken;
    private final RiskDesk risk;
    private final Head head;
    private final Payments payments;
    private final Journal journal;
    private final Repeats repeats;
    private final Replies replies;
    private final PaymentClerk clerk;

    PaymentDesk(
            CoreSettings settings,
            Merchants merchants,
            References references,
            MonthsTaken taken,
            RiskDesk risk,
            Head head,
            Payments payments,
            Journal journal,
            Repeats repeats,
            Replies replies,
            PaymentClerk clerk) {
        this.settings = settings;
        this.merchants = merchants;
        this.references = references;
        this.taken = taken;
        this.risk = risk;
        this.head = head;
        this.payments = payments;
        this.journal = journal;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
    }

    void create(Turn turn, CreatePayment command) {
        String merchantId = command.getMerchantId();
        command.setMetadata(PaymentCodec.metadata(PaymentCodec.metadata(command.getMetadata())));
        Merchant merchant = merchants.get(merchantId);
        if (merchant == null) {
            replies.tell(
                    merchantId,
                    turn.requester(false),
                    Replies.refusal(turn, ErrorCode.NOT_FOUND, null, "no such merchant"));
            return;
        }
        IdempotencyKey key = key(turn, merchantId, IdempotencyKey.Operation.PAYMENT, command.getOrderNo());
        Fingerprint fingerprint = repeats.first(turn, key, command);
        if (fingerprint == null) {
            return;
        }
        List<HeldPayment> attempts = payments.ofOrder(merchantId, command.getOrderNo());
        PaymentTerms terms = terms(turn, command, merchant);
        Optional<PaymentRejection> rejection = PaymentOpening.check(
                terms,
                merchant,
                attempts.stream().map(HeldPayment::payment).toList(),
                journal.balance(merchantId, terms.currency()),
                taken.of(merchantId, terms.currency(), terms.basis().businessDate()),
                settings.channels(),
                turn.nowMs());
        if (rejection.isPresent()) {
            refuse(turn, key, fingerprint, rejection.get());
            return;
        }
        String id = Ids.of(
                Ids.PAYMENT, turn.nowMs(), turn.at().partition(), turn.at().offset());
        Payment payment = PaymentRules.open(id, terms, risk.assess(turn, merchant, terms), turn.nowMs());
        taken.accepted(terms, terms.amount());
        payments.putOrder(merchantId, terms.orderNo(), attempts, id);
        repeats.answeredBy(turn, key, fingerprint, id);
        begin(turn, HeldPayment.of(payment), List.of(PaymentRules.begin(payment, turn.nowMs(), risk.reviewMs())));
    }

    private PaymentTerms terms(Turn turn, CreatePayment command, Merchant merchant) {
        String channel = command.getChannel() == null ? settings.defaultChannel() : command.getChannel();
        long occurredAtMs = command.getOccurredAtMs() == null ? turn.nowMs() : command.getOccurredAtMs();
        return new PaymentTerms(
                command.getMerchantId(),
                command.getOrderNo(),
                command.getAmount(),
                command.getCurrency(),
                channel,
                command.getCapture() == CaptureMode.MANUAL,
                command.getToken(),
                PaymentCodec.customer(command.getCustomer()),
                command.getDescription(),
                PaymentCodec.metadata(command.getMetadata()),
                basis(turn, merchant, command.getCurrency(), channel, occurredAtMs),
                occurredAtMs);
    }

    private Basis basis(Turn turn, Merchant merchant, String currency, String channel, long occurredAtMs) {
        LocalDate businessDate = BusinessDates.of(occurredAtMs, merchant.zone());
        long volume = taken.of(merchant.id(), currency, businessDate).captured();
        return new Basis(
                turn.command().getActor(),
                businessDate,
                references.fees(merchant, currency, channel, businessDate, volume),
                merchant.version(),
                head.referenceVersion());
    }

    /** A person's decision on a payment that waits for one. */
    void review(Turn turn, ReviewPayment command) {
        Merchant merchant = merchants.get(command.getMerchantId());
        PaymentCommand decision =
                new PaymentCommand.Review(command.getAccept(), turn.command().getActor(), command.getReason());
        boolean allowed = merchant == null || merchant.isActive() || !command.getAccept();
        operate(
                turn,
                command.getMerchantId(),
                command.getPaymentId(),
                IdempotencyKey.Operation.REVIEW,
                decision,
                command,
                allowed);
    }

    /** A capture: like a payment, it needs a merchant that may take money. */
    void capture(Turn turn, CapturePayment command) {
        Merchant merchant = merchants.get(command.getMerchantId());
        operate(
                turn,
                command.getMerchantId(),
                command.getPaymentId(),
                IdempotencyKey.Operation.CAPTURE,
                new PaymentCommand.Capture(command.getAmount()),
                command,
                merchant == null || merchant.isActive());
    }

    void voidAuthorization(Turn turn, VoidPayment command) {
        operate(
                turn,
                command.getMerchantId(),
                command.getPaymentId(),
                IdempotencyKey.Operation.VOID,
                new PaymentCommand.Void(),
                command,
                true);
    }

    void cancel(Turn turn, CancelPayment command) {
        operate(
                turn,
                command.getMerchantId(),
                command.getPaymentId(),
                IdempotencyKey.Operation.CANCEL,
                new PaymentCommand.Cancel(),
                command,
                true);
    }

    /** What is done to a payment that is there. Its natural key is the payment: each happens once. */
    private void operate(
            Turn turn,
            String merchantId,
            String paymentId,
            IdempotencyKey.Operation operation,
            PaymentCommand command,
            SpecificRecordBase body,
            boolean merchantMayTakeMoney) {
        HeldPayment held = payments.find(merchantId, paymentId);
        if (held == null) {
            PaymentRejection reason = PaymentRejection.NO_SUCH_PAYMENT;
            replies.tell(
                    merchantId,
                    turn.requester(false),
                    Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail()));
            return;
        }
        IdempotencyKey key = key(turn, merchantId, operation, paymentId);
        Fingerprint fingerprint = repeats.first(turn, key, body);
        if (fingerprint == null) {
            return;
        }
        if (!merchantMayTakeMoney) {
            refuse(turn, key, fingerprint, PaymentRejection.MERCHANT_NOT_ACTIVE);
            return;
        }
        switch (PaymentRules.decide(held.payment(), command, turn.nowMs())) {
            case PaymentRules.Decision.Rejected(PaymentRejection reason) -> refuse(turn, key, fingerprint, reason);
            case PaymentRules.Decision.Accepted(List<PaymentEvent> events) -> {
                repeats.answeredBy(turn, key, fingerprint, paymentId);
                HeldPayment awaited = held.awaitedBy(key.bytes());
                begin(turn, awaited, events);
            }
        }
    }

    /** Carries out the first step, and tells whoever only wants to know that it was taken. */
    private void begin(Turn turn, HeldPayment held, List<PaymentEvent> events) {
        Requester requester = turn.requester(false);
        if (!turn.wantsAcceptance()) {
            clerk.carryOut(turn, held.joinedBy(requester), events);
            return;
        }
        PaymentFact fact = clerk.carryOut(turn, held, events);
        replies.tell(fact.getMerchantId(), requester, Replies.outcome(Replies.ACCEPTED, fact));
    }

    void hear(Turn turn, ChannelOutcome said, Outcome outcome) {
        HeldPayment held = payments.find(said.getMerchantId(), said.getPaymentId());
        if (held == null) {
            throw new PoisonedCommandException("an outcome of a payment that is not there: " + said.getPaymentId());
        }
        advance(turn, held, new PaymentCommand.Heard(outcome));
    }

    /** A moment that the payment waited for has come. */
    void due(Turn turn, HeldPayment held) {
        advance(turn, held, new PaymentCommand.Due());
    }

    private void advance(Turn turn, HeldPayment held, PaymentCommand command) {
        if (PaymentRules.decide(held.payment(), command, turn.nowMs())
                        instanceof PaymentRules.Decision.Accepted(List<PaymentEvent> events)
                && !events.isEmpty()) {
            clerk.carryOut(turn, held, events);
        }
    }

    private void refuse(Turn turn, IdempotencyKey key, Fingerprint fingerprint, PaymentRejection reason) {
        Reply refusal = Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
        repeats.answered(turn, key, fingerprint, refusal);
        replies.tell(key.merchantId(), turn.requester(false), refusal);
    }

    private static IdempotencyKey key(
            Turn turn, String merchantId, IdempotencyKey.Operation operation, String naturalKey) {
        return IdempotencyKey.of(merchantId, operation, turn.command().getIdempotencyKey(), naturalKey);
    }
}
