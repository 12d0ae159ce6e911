package dev.kassa.reference;

import java.math.BigDecimal;

/**
 * How a setting that is a number is written, and its bounds. Held as a whole number: of the unit, or of its
 * ten-thousandths where it may have decimal places.
 *
 * @param unit in the plural
 * @param min the least that a value may be, as it is held
 * @param max the most that a value may be, as it is held
 * @param decimals how many decimal places a value may have: 0 or 4
 */
public record NumberForm(String unit, long min, long max, int decimals) {
    /** A whole number of a unit. */
    public static NumberForm whole(String unit, long min, long max) {
        return new NumberForm(unit, min, max, 0);
    }

    /** An amount in major units of whichever currency, held in ten-thousandths. */
    public static NumberForm amount(long minMajor, long maxMajor) {
        return new NumberForm(
                "major units", Math.multiplyExact(minMajor, 10_000L), Math.multiplyExact(maxMajor, 10_000L), 4);
    }

    /** A value as people write it: {@code 15}, or {@code 10000} for an amount in major units. */
    public String text(long value) {
        return BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
    }

    /**
     * A value as it is held.
     *
     * @param setting whose value it is, for the sentence
     * @throws IllegalArgumentException with a sentence, where it is not a number or out of bounds
     */
    public long parse(String setting, String value) {
        // A short text only: a decimal of a few characters can have an exponent that takes a day to write out.
        if (value.matches("[0-9]{1,18}(\\.[0-9]{1,4})?")) {
            BigDecimal held = new BigDecimal(value).movePointRight(decimals);
            boolean whole = held.stripTrailingZeros().scale() <= 0;
            if (whole && held.compareTo(BigDecimal.valueOf(min)) >= 0 && held.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return held.longValueExact();
            }
        }
        throw new IllegalArgumentException("%s must be a %s from %s to %s"
                .formatted(
                        setting,
                        decimals > 0 ? "number with up to 4 decimal places" : "whole number",
                        text(min),
                        text(max)));
    }
}
