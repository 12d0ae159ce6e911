package dev.kassa.payment;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for. Never changes.
 *
 * @param amount minor units
 * @param manualCapture authorized first, captured by a command of its own
 * @param token the payment method's token
 * @param basis what holds for this payment whatever changes afterwards
 * @param occurredAtMs business time
 */
public record PaymentTerms(
        String merchantId,
        String orderNo,
        long amount,
        String currency,
        String channel,
        boolean manualCapture,
        @Nullable String token,
        @Nullable Customer customer,
        @Nullable String description,
        SortedMap<String, String> metadata,
        Basis basis,
        long occurredAtMs) {}
