package dev.kassa.trend;

import dev.kassa.avro.FailureFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.ReviewFact;
import dev.kassa.schema.PaymentStatuses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a payment or refund add: it follows from the fact alone, as that says which status it found. Pure.
 *
 * <p>A payment that has ended stays as it ended ({@code PaymentRules}): facts of it that come later tell of its refunds, and
 * add nothing here. A refund that failed may still be found to have succeeded ({@code RefundRules}); one that succeeded stays.
 */
final class TrendRules {
    private TrendRules() {}

    /** What a payment's fact adds. */
    static List<Effect> of(PaymentFact payment) {
        PaymentStatusCode before = payment.getStatusBefore();
        if (!PaymentStatuses.isUnderWay(before)) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>(2);
        if (PaymentStatuses.opens(payment)) {
            effects.add(
                    new Effect.Created(payment.getAmount(), payment.getRisk().getDecision()));
        }
        PaymentStatusCode status = payment.getStatus();
        if (before == PaymentStatusCode.REVIEW && status != PaymentStatusCode.REVIEW) {
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
    static List<Effect> of(RefundFact refund) {
        RefundStatusCode before = refund.getStatusBefore();
        if (before == RefundStatusCode.SUCCEEDED || before == RefundStatusCode.UNRECOGNISED) {
            return List.of();
        }
        boolean failedBefore = before == RefundStatusCode.FAILED;
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
