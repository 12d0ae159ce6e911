package dev.kassa.core;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.CreatePayment;
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

/** Takes commands about payments: fetches, asks the rules, and has their answer carried out. */
final class PaymentDesk {
    private final CoreSettings settings;
    private final Merchants merchants;
    private final Actors actors;
    private final References references;
    private final MonthsTaken taken;
    private final RiskDesk risk;
    private final Head head;
    private final Payments payments;
    private final Journal journal;
    private final Repeats repeats;
    private final Replies replies;
    private final PaymentClerk clerk;
    private final RiskWatch watch;

    PaymentDesk(
            CoreSettings settings,
            Merchants merchants,
            Actors actors,
            References references,
            MonthsTaken taken,
            RiskDesk risk,
            Head head,
            Payments payments,
            Journal journal,
            Repeats repeats,
            Replies replies,
            PaymentClerk clerk,
            RiskWatch watch) {
        this.settings = settings;
        this.merchants = merchants;
        this.actors = actors;
        this.references = references;
        this.taken = taken;
        this.risk = risk;
        this.head = head;
        this.payments = payments;
        this.journal = journal;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
        this.watch = watch;
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
        IdempotencyKey key = IdempotencyKey.of(
                merchantId, IdempotencyKey.Operation.PAYMENT, turn.command().getIdempotencyKey(), command.getOrderNo());
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
            repeats.refuse(turn, key, fingerprint, rejection.get());
            return;
        }
        String id = Ids.ofMerchant(
                Ids.PAYMENT,
                merchantId,
                turn.nowMs(),
                turn.at().partition(),
                turn.at().offset());
        Payment payment = PaymentRules.open(id, terms, risk.assess(turn, merchant, terms), turn.nowMs());
        taken.accepted(terms, terms.amount());
        payments.putOrder(merchantId, terms.orderNo(), attempts, id);
        repeats.answeredBy(turn, key, fingerprint, id);
        clerk.begin(
                turn,
                HeldPayment.of(payment),
                List.of(PaymentRules.begin(payment, turn.nowMs(), risk.reviewMs(), () -> actors.of(turn, merchantId))));
        watch.judged(payment.risk().assessment());
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
}
