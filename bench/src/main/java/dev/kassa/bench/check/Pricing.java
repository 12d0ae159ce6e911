package dev.kassa.bench.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Fees and limits, in BigDecimal from the tariff as product.md prints it. */
final class Pricing {
    private static final BigDecimal NEGATIVE_LIMIT = new BigDecimal("10000.00");

    private Pricing() {}

    /** The fee of a capture: the greater of the percentage, rounded half up, and the minimum. */
    static long fee(String tier, String currency, long amount) {
        int exponent = exponent(currency);
        BigDecimal share = new BigDecimal(amount)
                .movePointLeft(exponent)
                .multiply(percentage(tier).movePointLeft(2));
        BigDecimal fee = share.setScale(exponent, RoundingMode.HALF_UP).max(minimum(tier));
        return fee.movePointRight(exponent).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** How far below zero a merchant's pending may fall, in minor units. */
    static long negativeLimit(String currency) {
        return NEGATIVE_LIMIT.movePointRight(exponent(currency)).longValueExact();
    }

    private static BigDecimal percentage(String tier) {
        return switch (tier) {
            case "starter" -> new BigDecimal("0.80");
            case "business" -> new BigDecimal("0.60");
            case "enterprise" -> new BigDecimal("0.45");
            case "premium" -> new BigDecimal("0.30");
            default -> throw new IllegalArgumentException("no such tier: " + tier);
        };
    }

    private static BigDecimal minimum(String tier) {
        return switch (tier) {
            case "starter" -> new BigDecimal("1.00");
            case "business" -> new BigDecimal("0.50");
            case "enterprise" -> new BigDecimal("0.20");
            case "premium" -> BigDecimal.ZERO;
            default -> throw new IllegalArgumentException("no such tier: " + tier);
        };
    }

    private static int exponent(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
