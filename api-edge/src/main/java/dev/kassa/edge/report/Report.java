package dev.kassa.edge.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report.
 *
 * @param converted what it rests on, where it is in a reporting currency; null where each currency is told by itself
 */
public record Report<R, S>(
        List<R> data, List<S> summary, @Nullable Converted<R, S> converted) {
    /**
     * What a report in a reporting currency rests on.
     *
     * @param rates that were used, and for which business dates
     * @param gaps what had no rate
     * @param data the rows of what had no rate, each in its own currency; in no other row
     * @param summary of that
     */
    public record Converted<R, S>(
            String currency, List<Conversion.Used> rates, List<Conversion.Gap> gaps, List<R> data, List<S> summary) {}
}
