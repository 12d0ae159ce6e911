package dev.kassa.edge.report;

import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.TrendCell;
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

/** Rows of reports from cells. Pure. */
public final class Reports {
    private Reports() {}

    /** What happened in a period. */
    public record PeriodRow(String period, String currency, Counts counts) {}

    /** What happened in a whole span, in one currency, against the equal span before. */
    public record Summary(String currency, Counts counts, Comparison comparison) {}

    /**
     * What happened through a channel.
     *
     * @param share of its currency's amount; null where that is 0
     */
    public record ChannelRow(
            String channel,
            String currency,
            Counts counts,
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
            Counts counts,
            @Nullable String share,
            Comparison comparison) {}

    /** What merchants are ranked by. */
    public enum RankBy {
        AMOUNT,
        COUNT,
        /** Of the amount; who had none before comes last. */
        GROWTH
    }

    /** By period and currency, those in which nothing happened left out. */
    public static List<PeriodRow> periods(List<TrendCell> cells, Granularity granularity) {
        Map<String, PeriodRow> rows = new TreeMap<>();
        for (TrendCell cell : cells) {
            String period = granularity.periodOf(LocalDate.ofEpochDay(cell.period()));
            rows.merge(
                    period + " " + cell.currency(),
                    new PeriodRow(period, cell.currency(), cell.counts()),
                    (one, other) -> new PeriodRow(period, cell.currency(), one.counts.plus(other.counts)));
        }
        return List.copyOf(rows.values());
    }

    /** Per currency that either span has, by currency. */
    public static List<Summary> summaries(List<TrendCell> now, List<TrendCell> then, Span span) {
        Map<String, Counts> before = byCurrency(then);
        Map<String, Counts> sums = byCurrency(now);
        before.keySet().forEach(currency -> sums.putIfAbsent(currency, Counts.NONE));
        List<Summary> summaries = new ArrayList<>();
        sums.forEach((currency, counts) -> summaries.add(new Summary(
                currency, counts, Comparison.of(span.before(), counts, before.getOrDefault(currency, Counts.NONE)))));
        return summaries;
    }

    /** The greatest amount of a currency first. */
    public static List<ChannelRow> channels(List<TrendCell> cells) {
        Map<String, Counts> all = byCurrency(cells);
        return cells.stream()
                .map(cell -> new ChannelRow(named(cell.channel()), cell.currency(), cell.counts(), share(cell, all)))
                .sorted(Comparator.comparing(ChannelRow::currency)
                        .thenComparing(row -> -row.counts.amount())
                        .thenComparing(ChannelRow::channel))
                .toList();
    }

    /**
     * The first of each currency.
     *
     * @param most of a currency
     */
    public static List<RankRow> ranking(List<TrendCell> now, List<TrendCell> then, Span span, RankBy by, int most) {
        Map<String, Counts> all = byCurrency(now);
        Map<String, Counts> before = new HashMap<>();
        then.forEach(cell -> before.put(cell.currency() + " " + cell.merchantId(), cell.counts()));
        Map<String, List<RankRow>> byCurrency = new TreeMap<>();
        for (TrendCell cell : now) {
            Counts earlier = before.getOrDefault(cell.currency() + " " + cell.merchantId(), Counts.NONE);
            byCurrency
                    .computeIfAbsent(cell.currency(), _ -> new ArrayList<>())
                    .add(new RankRow(
                            0,
                            named(cell.merchantId()),
                            cell.currency(),
                            cell.counts(),
                            share(cell, all),
                            Comparison.of(span.before(), cell.counts(), earlier)));
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
                    row.counts,
                    row.share,
                    row.comparison));
        }
        return ranked;
    }

    private static Comparator<RankRow> order(RankBy by) {
        return switch (by) {
            case AMOUNT -> Comparator.comparing((RankRow row) -> -row.counts.amount());
            case COUNT -> Comparator.comparing((RankRow row) -> -row.counts.succeeded());
            case GROWTH ->
                Comparator.comparing(
                        (Function<RankRow, BigDecimal>) row -> row.comparison.growth() == null
                                ? null
                                : new BigDecimal(row.comparison.growth()).negate(),
                        Comparator.nullsLast(Comparator.naturalOrder()));
        };
    }

    private static @Nullable String share(TrendCell cell, Map<String, Counts> all) {
        Counts whole = all.getOrDefault(cell.currency(), Counts.NONE);
        return Rate.of(cell.counts().amount(), whole.amount());
    }

    private static Map<String, Counts> byCurrency(List<TrendCell> cells) {
        Map<String, Counts> sums = new TreeMap<>();
        cells.forEach(cell -> sums.merge(cell.currency(), cell.counts(), Counts::plus));
        return sums;
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }
}
