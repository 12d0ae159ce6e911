package dev.kassa.edge.report;

import dev.kassa.port.Trends.TrendCell;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up cells for a report: each in its currency, or each date's amounts in the reporting currency by the rate of that date.
 * What has no rate stays in its currency, apart. For one report and thread.
 */
public final class Gathering {
    private final Span span;
    private final boolean dates;
    private final @Nullable Conversion conversion;
    private final Map<Part, Figures> now = new LinkedHashMap<>();
    private final Map<Part, Figures> then = new LinkedHashMap<>();
    private final Map<Part, Figures> apartNow = new LinkedHashMap<>();
    private final Map<Part, Figures> apartThen = new LinkedHashMap<>();

    /**
     * @param dates whether the rows need them; else all are added up
     * @param conversion null: none; where there is one, cells must be split by date
     */
    public Gathering(Span span, boolean dates, @Nullable Conversion conversion) {
        this.span = span;
        this.dates = dates;
        this.conversion = conversion;
    }

    /** Takes cells of the span. */
    public void now(List<TrendCell> cells) {
        cells.forEach(cell -> take(cell, dates ? cell.period() : 0, now, apartNow));
    }

    /** Takes cells of the equal span before. */
    public void then(List<TrendCell> cells) {
        cells.forEach(cell -> take(cell, 0, then, apartThen));
    }

    private void take(TrendCell cell, int period, Map<Part, Figures> into, Map<Part, Figures> apart) {
        Conversion by = conversion;
        if (by == null) {
            add(into, cell, period, cell.currency(), Figures.of(cell.counts()));
            return;
        }
        by.factor(cell.currency(), LocalDate.ofEpochDay(cell.period()))
                .ifPresentOrElse(
                        factor -> add(into, cell, period, by.currency(), Figures.converted(cell.counts(), factor)),
                        () -> add(apart, cell, period, cell.currency(), Figures.of(cell.counts())));
    }

    private static void add(Map<Part, Figures> into, TrendCell cell, int period, String currency, Figures figures) {
        Part of = new Part(period, currency, cell.merchantId(), cell.channel(), Figures.NONE);
        into.merge(of, figures, Figures::plus);
    }

    /** The report, its rows made of what was gathered. */
    <R> Report<R, Reports.Summary> report(Function<Basis, List<R>> rows) {
        Basis basis = basis(now, then);
        Conversion by = conversion;
        if (by == null) {
            return new Report<>(rows.apply(basis), Reports.summaries(basis), null);
        }
        Basis apart = basis(apartNow, apartThen);
        return new Report<>(
                rows.apply(basis),
                Reports.summaries(basis),
                new Report.Converted<>(
                        by.currency(), by.used(), by.gaps(), rows.apply(apart), Reports.summaries(apart)));
    }

    private Basis basis(Map<Part, Figures> of, Map<Part, Figures> before) {
        Set<String> lacking = Stream.concat(apartNow.keySet().stream(), apartThen.keySet().stream())
                .flatMap(part -> Stream.ofNullable(part.merchantId()))
                .collect(Collectors.toSet());
        return new Basis(parts(of), parts(before), span, apartNow.isEmpty() && apartThen.isEmpty(), lacking);
    }

    private static List<Part> parts(Map<Part, Figures> sums) {
        return sums.entrySet().stream()
                .map(sum -> sum.getKey().with(sum.getValue()))
                .toList();
    }
}
