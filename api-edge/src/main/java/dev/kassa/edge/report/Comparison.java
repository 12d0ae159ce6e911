package dev.kassa.edge.report;

import dev.kassa.port.Trends.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A sum against that of the equal span before.
 *
 * @param growth of the amount; null where there was none before
 * @param reason why there is no growth: {@code none_before}, or {@code none_at_all} where there is none now either; null where
 *     there is
 */
public record Comparison(
        Span before,
        long amountBefore,
        long countBefore,
        @Nullable String growth,
        @Nullable String reason) {
    static Comparison of(Span before, Counts now, Counts then) {
        String growth = Rate.growth(now.amount(), then.amount());
        String reason = growth != null ? null : now.amount() == 0 ? "none_at_all" : "none_before";
        return new Comparison(before, then.amount(), then.succeeded(), growth, reason);
    }
}
