package dev.kassa.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Ratios of counts and exact amounts, as decimal texts of four places, rounded HALF_UP once. */
public final class Rate {
    private static final int PLACES = 4;

    private Rate() {}

    /** Null where the whole is 0. */
    public static @Nullable String of(long part, long whole) {
        return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** The same of amounts. */
    public static @Nullable String of(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : text(part, whole);
    }

    /** How much more now is than before, as a part of before; null where there was nothing before. */
    public static @Nullable String growth(BigDecimal now, BigDecimal before) {
        return before.signum() == 0 ? null : text(now.subtract(before), before);
    }

    /** The amount of one of so many, in minor units; null where there are none. */
    public static @Nullable Long average(BigDecimal amount, long count) {
        return count == 0
                ? null
                : amount.divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    private static String text(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, PLACES, RoundingMode.HALF_UP).toPlainString();
    }
}
