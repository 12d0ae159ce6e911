package dev.kassa.pricing;

import org.jspecify.annotations.Nullable;

/**
 * What a payment costs from a month's volume on. Money is in ten-thousandths of the currency's major unit.
 *
 * @param fromVolume captured before this payment in its month, inclusive
 * @param ratePpm parts per million of the amount: 0.80 % are 8,000
 * @param fixed added to the percentage
 * @param minimum what the fee is at least
 * @param maximum what it is at most; null: no bound
 */
public record FeeBand(
        long fromVolume,
        int ratePpm,
        long fixed,
        long minimum,
        @Nullable Long maximum) {}
