package dev.kassa.refund;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for. Never changes.
 *
 * @param amount minor units
 * @param reason the merchant's own words
 * @param country of the customer of its payment, ISO 3166 alpha-2; null where the merchant did not say
 * @param businessDate the date of its business time in the merchant's time zone
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
        @Nullable String country,
        LocalDate businessDate,
        long occurredAtMs) {}
