package dev.kassa.edge.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Ratios of counts and amounts, as decimal texts of four places, rounded HALF_UP once. */
public final class Rate {
    private static final int PLACES = 4;

    private Rate() {}

    /** Null where the whole is 0. */
    public static @Nullable String of(long part, long whole) {
        return whole == 0 ? null : text(part, whole);
    }

    /** How much more now is than before, as a part of before; null where there was nothing before. */
    public static @Nullable String growth(long now, long before) {
        return before == 0 ? null : text(BigDecimal.valueOf(now).subtract(BigDecimal.valueOf(before)), before);
    }

    /** The amount of one of so many, in minor units; null where there are none. */
    public static @Nullable Long average(long amount, long count) {
        return count == 0
                ? null
                : BigDecimal.valueOf(amount)
                        .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    private static String text(long part, long whole) {
        return text(BigDecimal.valueOf(part), whole);
    }

    private static String text(BigDecimal part, long whole) {
        return part.divide(BigDecimal.valueOf(whole), PLACES, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
