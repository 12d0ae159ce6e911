package dev.kassa.core;

import dev.kassa.avro.RefundFact;
import dev.kassa.refund.Refund;
import dev.kassa.schema.ErrorCode;

/** Serves a repeat of a request whose outcome is that of a refund. */
final class RefundJoining implements Repeats.Joining {
    private final Refunds refunds;
    private final Replies replies;

    RefundJoining(Refunds refunds, Replies replies) {
        this.refunds = refunds;
        this.replies = replies;
    }

    @Override
    public void join(Turn turn, String refundId, byte[] key) {
        HeldRefund held = refunds.find(refundId);
        if (held == null) {
            throw new IllegalStateException("an idempotency entry names refund " + refundId + ", which is not there");
        }
        String merchantId = held.refund().terms().merchantId();
        if (held.refund().answered() != null) {
            RefundFact told = fact(held.refund().asAnswered(), turn);
            replies.tell(merchantId, turn.requester(true), Replies.outcome(Replies.CREATED, told));
        } else if (turn.wantsAcceptance()) {
            RefundFact present = fact(held.refund(), turn);
            replies.tell(merchantId, turn.requester(true), Replies.outcome(Replies.ACCEPTED, present));
        } else if (held.requesters().size() >= HeldPayment.REQUESTERS_MAX) {
            replies.tell(
                    merchantId,
                    turn.requester(false),
                    Replies.refusal(
                            turn, ErrorCode.UNAVAILABLE, null, "too many wait for this request; ask again later"));
        } else if (turn.requester(true) != null) {
            refunds.put(held.joinedBy(turn.requester(true)), fact(held.refund(), turn));
        }
    }

    private static RefundFact fact(Refund refund, Turn turn) {
        return RefundCodec.fact(
                refund, refund.status(), turn.at().partition(), 0, turn.at().offset());
    }
}
