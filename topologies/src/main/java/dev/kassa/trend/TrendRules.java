package dev.kassa.trend;

import dev.kassa.avro.FailureFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.ReviewFact;
import dev.kassa.schema.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a payment or refund add, given the status of it that is counted. Pure.
 *
 * <p>A payment that has ended stays as it ended ({@code PaymentRules}): facts of it that come later tell of its refunds, and
 * add nothing here. A refund that failed may still be found to have succeeded ({@code RefundRules}); one that succeeded stays.
 */
final class TrendRules {
    private TrendRules() {}

    /** Whether it is the first fact of a payment. */
    static boolean isFirst(PaymentFact payment) {
        return Ids.isOfFirstFact(
                Ids.PAYMENT,
                payment.getId(),
                payment.getCreatedAtMs(),
                payment.getUpdatedAtMs(),
                payment.getPartition(),
                payment.getCommandOffset());
    }

    /** Whether it is the first fact of a refund. */
    static boolean isFirst(RefundFact refund) {
        return Ids.isOfFirstFact(
                Ids.REFUND,
                refund.getId(),
                refund.getCreatedAtMs(),
                refund.getUpdatedAtMs(),
                refund.getPartition(),
                refund.getCommandOffset());
    }

    /** Whether its status is to be remembered, as another may follow that counts. */
    static boolean mayChange(PaymentStatusCode status) {
        return switch (status) {
            case CREATED, PROCESSING, REVIEW, AUTHORIZED, UNRECOGNISED -> true;
            case SUCCEEDED, FAILED, VOIDED, CANCELLED, EXPIRED -> false;
        };
    }

    static boolean mayChange(RefundStatusCode status) {
        return status != RefundStatusCode.SUCCEEDED;
    }

    /**
     * What a payment's fact adds.
     *
     * @param counted the status that is counted; null: none, where it is the payment's first fact, and else one that has ended
     */
    static List<Effect> of(PaymentFact payment, @Nullable PaymentStatusCode counted) {
        boolean first = counted == null && isFirst(payment);
        if (counted == null && !first) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>(2);
        if (first) {
            effects.add(
                    new Effect.Created(payment.getAmount(), payment.getRisk().getDecision()));
        }
        PaymentStatusCode status = payment.getStatus();
        if (counted == PaymentStatusCode.REVIEW && status != PaymentStatusCode.REVIEW) {
            effects.add(new Effect.Reviewed(endOfReview(payment)));
        }
        switch (status) {
            case SUCCEEDED ->
                effects.add(new Effect.Succeeded(
                        payment.getAmountCaptured(),
                        payment.getFee(),
                        Math.max(0, payment.getUpdatedAtMs() - payment.getCreatedAtMs())));
            case FAILED -> effects.add(new Effect.Failed(payment.getAmount(), code(payment.getFailure())));
            case VOIDED, CANCELLED, EXPIRED -> effects.add(new Effect.OtherwiseEnded());
            case CREATED, PROCESSING, REVIEW, AUTHORIZED, UNRECOGNISED -> {
                // nothing has come of it yet
            }
        }
        return effects;
    }

    private static String endOfReview(PaymentFact payment) {
        ReviewFact review = payment.getReview();
        String decision = review == null ? null : review.getDecision();
        return decision == null ? "review_expired" : "review_" + decision;
    }

    private static String code(@Nullable FailureFact failure) {
        return failure == null ? "unknown" : failure.getCode();
    }

    /** The same of a refund's fact. */
    static List<Effect> of(RefundFact refund, @Nullable RefundStatusCode counted) {
        if (counted == null && !isFirst(refund)) {
            return List.of();
        }
        boolean failedBefore = counted == RefundStatusCode.FAILED;
        return switch (refund.getStatus()) {
            case SUCCEEDED ->
                List.of(
                        failedBefore
                                ? new Effect.RefundFound(refund.getAmount())
                                : new Effect.Refunded(refund.getAmount()));
            case FAILED -> failedBefore ? List.of() : List.of(new Effect.RefundFailed());
            case PENDING, PROCESSING, UNRECOGNISED -> List.of();
        };
    }
}
