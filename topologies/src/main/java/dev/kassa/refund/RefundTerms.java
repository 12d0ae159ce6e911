package dev.kassa.refund;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for. Never changes.
 *
 * @param amount minor units
 * @param reason the merchant's own words
 * @param occurredAtMs business time
 */
public record RefundTerms(
        String merchantId,
        String paymentId,
        String orderNo,
        String refundNo,
        long amount,
        String currency,
        String channel,
        @Nullable String reason,
        long occurredAtMs) {}
