package dev.kassa.standalone.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts outcomes and times of a replay while it runs. Thread-safe. */
final class Tally {
    private static final long LATENCY_MICROS_MAX = TimeUnit.MINUTES.toMicros(10);

    private record Cell(OrderRow.Kind kind, Outcome outcome) {}

    private record Sum(long count, long amount) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, Math.addExact(amount, other.amount));
        }
    }

    private final Map<Cell, Sum> cells =
            new TreeMap<>(java.util.Comparator.comparing(Cell::kind).thenComparing(Cell::outcome));
    private final Histogram latencyMicros = new Histogram(LATENCY_MICROS_MAX, 3);

    synchronized void add(OrderRow row, Outcome outcome, long latencyNanos) {
        cells.merge(new Cell(row.kind(), outcome), new Sum(1, row.amount()), Sum::plus);
        latencyMicros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(latencyNanos), 0, LATENCY_MICROS_MAX));
    }

    synchronized Summary summary(String file, int merchants, int merchantsCreated, Duration elapsed) {
        List<Summary.Line> lines = new ArrayList<>();
        cells.forEach((cell, sum) -> lines.add(new Summary.Line(
                cell.kind().name().toLowerCase(Locale.ROOT),
                cell.outcome().status(),
                cell.outcome().code(),
                sum.count(),
                sum.amount())));
        long rows = latencyMicros.getTotalCount();
        return new Summary(
                file,
                rows,
                merchants,
                merchantsCreated,
                lines,
                elapsed,
                rows * 1e9 / Math.max(1, elapsed.toNanos()),
                percentileMs(50),
                percentileMs(95),
                percentileMs(99));
    }

    private double percentileMs(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1000.0;
    }
}
