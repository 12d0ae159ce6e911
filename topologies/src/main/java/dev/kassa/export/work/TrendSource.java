package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.TrendCounts;
import dev.kassa.avro.TrendRow;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.TrendOrder;
import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.Told;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What trends add up to: a {@code TrendRow} for each period, in order of time, and within one by currency, channel and
 * country. It is one answer, and it is in memory whole: its rows are as many as the span has periods, not payments.
 */
final class TrendSource implements ExportSource {
    private static final int FIRST = 0;
    private static final int END = Math.toIntExact(LocalDate.of(10_000, 1, 1).toEpochDay());

    private final Told told;
    private final int size;
    private final Iterator<TrendRow> rows;

    private record Place(
            String period,
            String currency,
            @Nullable String channel,
            @Nullable String country) {}

    private TrendSource(Told told, Map<Place, TrendCell> sums) {
        this.told = told;
        this.size = sums.size();
        this.rows = sums.values().stream().map(TrendSource::row).iterator();
    }

    /** @throws dev.kassa.port.ViewUnavailableException where a partition of the trends is not to be had */
    static TrendSource open(ExportOrder order, Trends trends) {
        TrendOrder asked = Objects.requireNonNull(order.trend(), "no order of trends");
        Told told = trends.told(new TrendQuestion(
                order.merchantId(),
                dimensions(asked),
                true,
                day(order.fromMs(), FIRST),
                day(order.toMs(), END),
                asked.channel(),
                asked.country(),
                asked.currency()));
        Map<Place, TrendCell> sums = new LinkedHashMap<>();
        for (TrendCell cell : told.cells()) {
            sums.merge(place(cell, asked), cell, TrendSource::plus);
        }
        return new TrendSource(told, sums);
    }

    private static Set<Dimension> dimensions(TrendOrder asked) {
        Set<Dimension> by = EnumSet.noneOf(Dimension.class);
        if (asked.byChannel()) {
            by.add(Dimension.CHANNEL);
        }
        if (asked.byCountry()) {
            by.add(Dimension.COUNTRY);
        }
        return by;
    }

    private static int day(@Nullable Long ms, int otherwise) {
        return ms == null ? otherwise : Math.toIntExact(Math.floorDiv(ms, TimeUnit.DAYS.toMillis(1)));
    }

    private static Place place(TrendCell cell, TrendOrder asked) {
        return new Place(
                asked.granularity().periodOf(LocalDate.ofEpochDay(cell.period())),
                cell.currency(),
                cell.channel(),
                cell.country());
    }

    private static TrendCell plus(TrendCell one, TrendCell other) {
        return new TrendCell(
                one.period(),
                one.currency(),
                null,
                one.channel(),
                one.country(),
                one.counts().plus(other.counts()));
    }

    private static TrendRow row(TrendCell cell) {
        Counts counts = cell.counts();
        return new TrendRow(
                cell.period(),
                cell.currency(),
                null,
                cell.channel(),
                cell.country(),
                new TrendCounts(
                        counts.created(),
                        counts.createdAmount(),
                        counts.succeeded(),
                        counts.amount(),
                        counts.fee(),
                        counts.failed(),
                        counts.failedAmount(),
                        counts.otherEnded(),
                        counts.refunded(),
                        counts.refunds(),
                        counts.refundsFailed(),
                        new HashMap<>(),
                        new HashMap<>(),
                        List.of()));
    }

    @Override
    public List<FactPosition> positions() {
        return told.positions();
    }

    @Override
    public long estimated() {
        return size;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public SpecificRecordBase next() {
        return rows.next();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
