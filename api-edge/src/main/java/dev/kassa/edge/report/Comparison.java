package dev.kassa.edge.report;

import dev.kassa.figure.Rate;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A sum against that of the equal span before.
 *
 * @param amountBefore exact, in minor units
 * @param growth of the amount; null where there was none before, or not all of both is known
 * @param reason why there is no growth: {@code none_before}, or {@code none_at_all} where there is none now either, or
 *     {@code no_rate} where something of either span lacks one; null where there is growth
 */
public record Comparison(
        Span before,
        BigDecimal amountBefore,
        long countBefore,
        @Nullable String growth,
        @Nullable String reason) {
    /** @param whole whether nothing of either lacks a rate */
    static Comparison of(Span before, Figures now, Figures then, boolean whole) {
        String growth = whole ? Rate.growth(now.amount(), then.amount()) : null;
        return new Comparison(
                before, then.amount(), then.counts().succeeded(), growth, growth != null ? null : reason(now, whole));
    }

    private static String reason(Figures now, boolean whole) {
        if (!whole) {
            return "no_rate";
        }
        return now.amount().signum() == 0 ? "none_at_all" : "none_before";
    }
}
