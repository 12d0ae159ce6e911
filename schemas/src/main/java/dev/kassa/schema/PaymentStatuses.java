package dev.kassa.schema;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;

/** What a payment's fact tells by the status that it found and the one that it left the payment in. */
public final class PaymentStatuses {
    private PaymentStatuses() {}

    /** Whether a payment in this status has not ended yet. One that has ended stays as it ended. */
    public static boolean isUnderWay(PaymentStatusCode status) {
        return switch (status) {
            case CREATED, PROCESSING, REVIEW, AUTHORIZED -> true;
            case SUCCEEDED, FAILED, VOIDED, CANCELLED, EXPIRED, UNRECOGNISED -> false;
        };
    }

    /** Whether this fact opened the payment: it is its first. */
    public static boolean opens(PaymentFact fact) {
        return fact.getStatusBefore() == PaymentStatusCode.CREATED;
    }

    /** Whether the payment ended with this fact. Facts that come later tell of its refunds. */
    public static boolean ends(PaymentFact fact) {
        return isUnderWay(fact.getStatusBefore()) && !isUnderWay(fact.getStatus());
    }
}
