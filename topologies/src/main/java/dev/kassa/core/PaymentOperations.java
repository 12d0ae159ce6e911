package dev.kassa.core;

import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.VoidPayment;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.idempotency.IdempotencyKey.Operation;
import dev.kassa.payment.PaymentCommand;
import dev.kassa.payment.PaymentEvent;
import dev.kassa.payment.PaymentRejection;
import dev.kassa.payment.PaymentRules;
import dev.kassa.reference.Actor;
import dev.kassa.reference.Merchant;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** Takes commands about payments that are there: captures, voids, cancellations, and people's decisions. */
final class PaymentOperations {
    private final Merchants merchants;
    private final Actors actors;
    private final Payments payments;
    private final Repeats repeats;
    private final Replies replies;
    private final PaymentClerk clerk;

    PaymentOperations(
            Merchants merchants,
            Actors actors,
            Payments payments,
            Repeats repeats,
            Replies replies,
            PaymentClerk clerk) {
        this.merchants = merchants;
        this.actors = actors;
        this.payments = payments;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
    }

    /**
     * What is to be done.
     *
     * @param takesMoney only a merchant that is active may have it done
     */
    private record Asked(
            IdempotencyKey key,
            String paymentId,
            PaymentCommand command,
            SpecificRecordBase body,
            boolean takesMoney) {}

    void capture(Turn turn, CapturePayment body) {
        IdempotencyKey key = key(turn, body.getMerchantId(), Operation.CAPTURE, body.getPaymentId());
        operate(turn, new Asked(key, body.getPaymentId(), new PaymentCommand.Capture(body.getAmount()), body, true));
    }

    void voidAuthorization(Turn turn, VoidPayment body) {
        IdempotencyKey key = key(turn, body.getMerchantId(), Operation.VOID, body.getPaymentId());
        operate(turn, new Asked(key, body.getPaymentId(), new PaymentCommand.Void(), body, false));
    }

    void cancel(Turn turn, CancelPayment body) {
        IdempotencyKey key = key(turn, body.getMerchantId(), Operation.CANCEL, body.getPaymentId());
        operate(turn, new Asked(key, body.getPaymentId(), new PaymentCommand.Cancel(), body, false));
    }

    /** A decision is named by all that it says: what one person may not decide, another may, and may think better of. */
    void review(Turn turn, ReviewPayment body) {
        Actor by = actors.of(turn, body.getMerchantId());
        String natural =
                String.join("\0", body.getPaymentId(), by.id(), Boolean.toString(body.getAccept()), body.getReason());
        IdempotencyKey key = key(turn, body.getMerchantId(), Operation.REVIEW, natural);
        PaymentCommand decision = new PaymentCommand.Review(body.getAccept(), by, body.getReason());
        operate(turn, new Asked(key, body.getPaymentId(), decision, body, body.getAccept()));
    }

    private void operate(Turn turn, Asked asked) {
        String merchantId = asked.key.merchantId();
        HeldPayment held = payments.find(merchantId, asked.paymentId);
        if (held == null) {
            PaymentRejection reason = PaymentRejection.NO_SUCH_PAYMENT;
            replies.tell(
                    merchantId,
                    turn.requester(false),
                    Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail()));
            return;
        }
        Fingerprint fingerprint = repeats.first(turn, asked.key, asked.body);
        if (fingerprint == null) {
            return;
        }
        if (asked.takesMoney && !isActive(merchantId)) {
            repeats.refuse(turn, asked.key, fingerprint, PaymentRejection.MERCHANT_NOT_ACTIVE);
            return;
        }
        switch (PaymentRules.decide(held.payment(), asked.command, turn.nowMs())) {
            case PaymentRules.Decision.Rejected(PaymentRejection reason) ->
                repeats.refuse(turn, asked.key, fingerprint, reason);
            case PaymentRules.Decision.Accepted(List<PaymentEvent> events) -> {
                repeats.answeredBy(turn, asked.key, fingerprint, asked.paymentId);
                clerk.begin(turn, held.awaitedBy(asked.key.bytes()), events);
            }
        }
    }

    private boolean isActive(String merchantId) {
        Merchant merchant = merchants.get(merchantId);
        return merchant != null && merchant.isActive();
    }

    private static IdempotencyKey key(Turn turn, String merchantId, Operation operation, String naturalKey) {
        return IdempotencyKey.of(merchantId, operation, turn.command().getIdempotencyKey(), naturalKey);
    }
}
