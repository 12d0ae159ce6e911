package dev.kassa.core;

import dev.kassa.avro.PaymentFact;
import dev.kassa.payment.Payment;
import dev.kassa.schema.ErrorCode;
import java.nio.ByteBuffer;

/** Serves a repeat of a request whose outcome is that of a payment. */
final class PaymentJoining implements Repeats.Joining {
    private final Payments payments;
    private final Replies replies;

    PaymentJoining(Payments payments, Replies replies) {
        this.payments = payments;
        this.replies = replies;
    }

    @Override
    public void join(Turn turn, String paymentId, byte[] key) {
        HeldPayment held = payments.find(paymentId);
        if (held == null) {
            throw new IllegalStateException("an idempotency entry names payment " + paymentId + ", which is not there");
        }
        ByteBuffer awaitingKey = held.awaitingKey();
        boolean ofLaterOperation = awaitingKey != null && awaitingKey.equals(ByteBuffer.wrap(key));
        String merchantId = held.payment().terms().merchantId();
        if (!ofLaterOperation && held.payment().answered() != null) {
            PaymentFact told = fact(held.payment().asAnswered(), turn);
            replies.tell(merchantId, turn.requester(true), Replies.outcome(Replies.CREATED, told));
        } else if (turn.wantsAcceptance()) {
            PaymentFact present = fact(held.payment(), turn);
            replies.tell(merchantId, turn.requester(true), Replies.outcome(Replies.ACCEPTED, present));
        } else if (held.requesters().size() >= HeldPayment.REQUESTERS_MAX) {
            replies.tell(
                    merchantId,
                    turn.requester(false),
                    Replies.refusal(
                            turn, ErrorCode.UNAVAILABLE, null, "too many wait for this request; ask again later"));
        } else if (turn.requester(true) != null) {
            payments.put(held.joinedBy(turn.requester(true)), fact(held.payment(), turn), turn.nowMs());
        }
    }

    // What a caller sees of a fact does not depend on its place in the log.
    private static PaymentFact fact(Payment payment, Turn turn) {
        return PaymentCodec.fact(
                payment, payment.status(), turn.at().partition(), 0, turn.at().offset());
    }
}
