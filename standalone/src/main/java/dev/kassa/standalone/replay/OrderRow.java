package dev.kassa.standalone.replay;

import java.time.Instant;

/**
 * One row of a file of orders.
 *
 * @param line the line in the file, from 1, the header being line 1
 * @param occurredAt when it happened, as business time
 * @param orderNo the order; empty where a refund names none
 * @param refundNo the refund; empty on a payment
 * @param amount minor units
 * @param customer empty where there is none
 * @param country the country as the file names it
 */
public record OrderRow(
        long line,
        Kind kind,
        Instant occurredAt,
        String orderNo,
        String refundNo,
        long amount,
        String currency,
        String customer,
        String country) {

    public enum Kind {
        PAYMENT,
        REFUND
    }

    String merchantId() {
        return RetailMerchant.idOf(country);
    }

    /** Rows of one thread are sent one after the other, in file order: those of an order, or a refund by itself. */
    String thread() {
        return merchantId() + (orderNo.isEmpty() ? "/refund/" + refundNo : "/order/" + orderNo);
    }
}
