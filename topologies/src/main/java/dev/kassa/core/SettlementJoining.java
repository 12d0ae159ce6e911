package dev.kassa.core;

import dev.kassa.schema.ErrorCode;

/** Serves a repeat of a request whose settlement is still being drawn up. */
final class SettlementJoining implements Repeats.Joining {
    private final Settlements settlements;
    private final Replies replies;

    SettlementJoining(Settlements settlements, Replies replies) {
        this.settlements = settlements;
        this.replies = replies;
    }

    @Override
    public void join(Turn turn, String settlementId, byte[] key) {
        HeldSettlement held = settlements.find(settlementId);
        if (held == null) {
            throw new IllegalStateException(
                    "an idempotency entry names settlement " + settlementId + ", which is not there");
        }
        if (held.isFull()) {
            refuse(turn, held);
        } else if (turn.requester(true) != null) {
            settlements.put(
                    held.joinedBy(turn.requester(true)),
                    SettlementCodec.fact(
                            held.settlement(),
                            turn.at().partition(),
                            0,
                            turn.at().offset()));
        }
    }

    /** Turns one away where too many wait. */
    void refuse(Turn turn, HeldSettlement held) {
        replies.tell(
                held.settlement().merchantId(),
                turn.requester(false),
                Replies.refusal(turn, ErrorCode.UNAVAILABLE, null, "too many wait for this request; ask again later"));
    }
}
