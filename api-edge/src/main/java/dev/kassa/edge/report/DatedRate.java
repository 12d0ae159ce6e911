package dev.kassa.edge.report;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One version of the exchange rate of two currencies, and when it says that it holds.
 *
 * @param version of the reference data; the greater one came later
 * @param rate units of the quoted currency for one of the base; null: from then on there is none
 * @param fromMs inclusive
 * @param toMs exclusive; null: until it is replaced
 * @param source who says so
 */
public record DatedRate(
        long version,
        @Nullable BigDecimal rate,
        long fromMs,
        @Nullable Long toMs,
        String source) {
    boolean holdsAt(long ms) {
        return fromMs <= ms && (toMs == null || ms < toMs);
    }
}
