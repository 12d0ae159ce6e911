package dev.kassa.edge.report;

import dev.kassa.figure.Granularity;
import dev.kassa.figure.Rate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of reports from cells. Pure. Orders, shares, averages and growth are of exact amounts, before those are rounded. */
public final class Reports {
    private Reports() {}

    /** What happened in a period. */
    public record PeriodRow(String period, String currency, Figures figures) {}

    /** What happened in a whole span, in one currency, against the equal span before. */
    public record Summary(String currency, Figures figures, Comparison comparison) {}

    /**
     * What happened through a channel.
     *
     * @param share of its currency's amount; null where that is 0
     */
    public record ChannelRow(
            String channel,
            String currency,
            Figures figures,
            @Nullable String share) {}

    /**
     * A merchant's place.
     *
     * @param rank from 1 in its currency; equal ones have the same
     * @param share of its currency's amount; null where that is 0
     */
    public record RankRow(
            int rank,
            String merchantId,
            String currency,
            Figures figures,
            @Nullable String share,
            Comparison comparison) {}

    /** What merchants are ranked by. */
    public enum RankBy {
        AMOUNT,
        COUNT,
        /** Of the amount; who had none before comes last. */
        GROWTH
    }

    /** By period and currency, those in which nothing happened left out; periods are of dates. */
    public static Report<PeriodRow, Summary> periods(Gathering of, Granularity granularity) {
        return of.report(basis -> periods(basis, granularity));
    }

    /** The greatest amount of a currency first. */
    public static Report<ChannelRow, Summary> channels(Gathering of) {
        return of.report(Reports::channels);
    }

    /**
     * The first of each currency.
     *
     * @param most of a currency
     */
    public static Report<RankRow, Summary> ranking(Gathering of, RankBy by, int most) {
        return of.report(basis -> ranking(basis, by, most));
    }

    private static List<PeriodRow> periods(Basis basis, Granularity granularity) {
        Map<String, PeriodRow> rows = new TreeMap<>();
        for (Part part : basis.now()) {
            String period = granularity.periodOf(LocalDate.ofEpochDay(part.period()));
            rows.merge(
                    period + " " + part.currency(),
                    new PeriodRow(period, part.currency(), part.figures()),
                    (one, other) -> new PeriodRow(period, part.currency(), one.figures.plus(other.figures)));
        }
        return List.copyOf(rows.values());
    }

    /** Per currency that either span has, by currency. */
    static List<Summary> summaries(Basis basis) {
        Map<String, Figures> before = byCurrency(basis.then());
        Map<String, Figures> sums = byCurrency(basis.now());
        before.keySet().forEach(currency -> sums.putIfAbsent(currency, Figures.NONE));
        List<Summary> summaries = new ArrayList<>();
        sums.forEach((currency, figures) -> summaries.add(new Summary(
                currency,
                figures,
                Comparison.of(
                        basis.span().before(), figures, before.getOrDefault(currency, Figures.NONE), basis.whole()))));
        return summaries;
    }

    private static List<ChannelRow> channels(Basis basis) {
        Map<String, Figures> all = byCurrency(basis.now());
        return basis.now().stream()
                .map(part -> new ChannelRow(named(part.channel()), part.currency(), part.figures(), share(part, all)))
                .sorted(Comparator.comparing(ChannelRow::currency)
                        .thenComparing(row -> row.figures.amount(), Comparator.reverseOrder())
                        .thenComparing(ChannelRow::channel))
                .toList();
    }

    private static List<RankRow> ranking(Basis basis, RankBy by, int most) {
        Map<String, Figures> all = byCurrency(basis.now());
        Map<String, Figures> before = new HashMap<>();
        basis.then().forEach(part -> before.put(part.currency() + " " + part.merchantId(), part.figures()));
        Map<String, List<RankRow>> byCurrency = new TreeMap<>();
        for (Part part : basis.now()) {
            String merchantId = named(part.merchantId());
            Figures earlier = before.getOrDefault(part.currency() + " " + merchantId, Figures.NONE);
            boolean whole = !basis.lacking().contains(merchantId);
            byCurrency
                    .computeIfAbsent(part.currency(), _ -> new ArrayList<>())
                    .add(new RankRow(
                            0,
                            merchantId,
                            part.currency(),
                            part.figures(),
                            share(part, all),
                            Comparison.of(basis.span().before(), part.figures(), earlier, whole)));
        }
        List<RankRow> ranked = new ArrayList<>();
        byCurrency.values().forEach(rows -> ranked.addAll(ranked(rows, by, most)));
        return ranked;
    }

    private static List<RankRow> ranked(List<RankRow> rows, RankBy by, int most) {
        Comparator<RankRow> order = order(by);
        rows.sort(order.thenComparing(RankRow::merchantId));
        List<RankRow> ranked = new ArrayList<>();
        for (int i = 0; i < Math.min(most, rows.size()); i++) {
            RankRow row = rows.get(i);
            boolean equal = i > 0 && order.compare(rows.get(i - 1), row) == 0;
            ranked.add(new RankRow(
                    equal ? ranked.getLast().rank : i + 1,
                    row.merchantId,
                    row.currency,
                    row.figures,
                    row.share,
                    row.comparison));
        }
        return ranked;
    }

    private static Comparator<RankRow> order(RankBy by) {
        return switch (by) {
            case AMOUNT -> Comparator.comparing((RankRow row) -> row.figures.amount(), Comparator.reverseOrder());
            case COUNT ->
                Comparator.comparing((RankRow row) -> -row.figures.counts().succeeded());
            case GROWTH ->
                Comparator.comparing(
                        (Function<RankRow, BigDecimal>) row -> row.comparison.growth() == null
                                ? null
                                : new BigDecimal(row.comparison.growth()).negate(),
                        Comparator.nullsLast(Comparator.naturalOrder()));
        };
    }

    private static @Nullable String share(Part part, Map<String, Figures> all) {
        Figures whole = all.getOrDefault(part.currency(), Figures.NONE);
        return Rate.of(part.figures().amount(), whole.amount());
    }

    private static Map<String, Figures> byCurrency(List<Part> parts) {
        Map<String, Figures> sums = new TreeMap<>();
        parts.forEach(part -> sums.merge(part.currency(), part.figures(), Figures::plus));
        return sums;
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }
}
