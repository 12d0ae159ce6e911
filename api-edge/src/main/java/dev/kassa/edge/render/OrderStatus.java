package dev.kassa.edge.render;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.util.List;
import java.util.Locale;

/** What an order's payments make of it (product.md §2). */
enum OrderStatus {
    PENDING,
    PAID,
    PARTIALLY_REFUNDED,
    REFUNDED,
    CANCELLED,
    EXPIRED;

    /** The status of an order with these payments, oldest first: at most one of them succeeded, else the last one tells. */
    static OrderStatus of(List<PaymentFact> payments) {
        for (PaymentFact payment : payments) {
            if (payment.getStatus() == PaymentStatusCode.SUCCEEDED) {
                return refundedOf(payment);
            }
        }
        if (payments.isEmpty()) {
            return PENDING;
        }
        return switch (payments.getLast().getStatus()) {
            case CANCELLED, VOIDED -> CANCELLED;
            case EXPIRED -> EXPIRED;
            default -> PENDING;
        };
    }

    private static OrderStatus refundedOf(PaymentFact payment) {
        if (payment.getAmountRefunded() == 0) {
            return PAID;
        }
        return payment.getAmountRefunded() < payment.getAmountCaptured() ? PARTIALLY_REFUNDED : REFUNDED;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
