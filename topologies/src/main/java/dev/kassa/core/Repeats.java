package dev.kassa.core;

import dev.kassa.avro.IdempotencyEntry;
import dev.kassa.avro.Reply;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.idempotency.Verdict;
import dev.kassa.payment.PaymentRejection;
import dev.kassa.schema.ErrorCode;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a request is executed once: a repeat is told the first outcome or joins the request under way, and a
 * key that was used for another request is refused.
 */
final class Repeats {
    private final IdempotencyStore store;
    private final Canonical canonical = new Canonical();
    private final Replies replies;
    private final Joining payments;
    private final Joining refunds;
    private final Joining settlements;

    /** How a repeat of a request is served whose outcome is that of a payment, a refund or a settlement. */
    interface Joining {
        void join(Turn turn, String subjectId, byte[] key);
    }

    Repeats(IdempotencyStore store, Replies replies, Joining payments, Joining refunds, Joining settlements) {
        this.store = store;
        this.replies = replies;
        this.payments = payments;
        this.refunds = refunds;
        this.settlements = settlements;
    }

    /** The request's fingerprint where it is the first of its key; null where it was served as a repeat or refused. */
    @Nullable
    Fingerprint first(Turn turn, IdempotencyKey key, SpecificRecordBase body) {
        Fingerprint fingerprint = canonical.fingerprint(body);
        IdempotencyEntry before = store.find(key.bytes(), turn.nowMs());
        if (before == null) {
            return fingerprint;
        }
        if (Verdict.on(Fingerprint.stored(before.getFingerprint().array()), fingerprint) == Verdict.REUSED) {
            refuseReuse(turn, key);
        } else {
            repeat(turn, key, before);
        }
        return null;
    }

    /** Refuses a key that was used for another request. */
    void refuseReuse(Turn turn, IdempotencyKey key) {
        String what = key.natural() ? "the same number" : "the same Idempotency-Key";
        replies.tell(
                key.merchantId(),
                turn.requester(false),
                Replies.refusal(
                        turn, ErrorCode.IDEMPOTENCY_KEY_REUSED, null, "another request was made under " + what));
    }

    private void repeat(Turn turn, IdempotencyKey key, IdempotencyEntry before) {
        Reply reply = before.getReply();
        String subject = before.getSubject();
        if (reply != null) {
            replies.tell(key.merchantId(), turn.requester(true), reply);
        } else if (subject == null) {
            throw new IllegalStateException("an idempotency entry has neither a reply nor a subject: " + key);
        } else if (key.operation() == IdempotencyKey.Operation.REFUND) {
            refunds.join(turn, subject, key.bytes());
        } else if (key.operation() == IdempotencyKey.Operation.SETTLEMENT) {
            settlements.join(turn, subject, key.bytes());
        } else {
            payments.join(turn, subject, key.bytes());
        }
    }

    /** Refuses a request, and every repeat of it. */
    void refuse(Turn turn, IdempotencyKey key, Fingerprint fingerprint, PaymentRejection reason) {
        Reply refusal = Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
        answered(turn, key, fingerprint, refusal);
        replies.tell(key.merchantId(), turn.requester(false), refusal);
    }

    /** From now on, a repeat is told the outcome of the payment or refund. */
    void answeredBy(Turn turn, IdempotencyKey key, Fingerprint fingerprint, String subjectId) {
        store.putSubject(key.bytes(), fingerprint, subjectId, turn.nowMs());
    }

    /** From now on, a repeat is told this. */
    void answered(Turn turn, IdempotencyKey key, Fingerprint fingerprint, Reply outcome) {
        store.putReply(key.bytes(), fingerprint, outcome, turn.nowMs());
    }
}
