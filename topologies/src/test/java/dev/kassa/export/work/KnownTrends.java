package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import dev.kassa.port.Reading;
import dev.kassa.port.Trends;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Trends as a test says they are, of two partitions, and what was asked of them. */
final class KnownTrends implements Trends {
    final List<TrendQuestion> asked = new CopyOnWriteArrayList<>();
    private final List<TrendCell> cells;

    KnownTrends(List<TrendCell> cells) {
        this.cells = cells;
    }

    @Override
    public Trends with(Reading reading) {
        return this;
    }

    @Override
    public Told told(TrendQuestion question) {
        asked.add(question);
        return new Told(cells, List.of(position(0, 17), position(1, 4)));
    }

    private static FactPosition position(int partition, long journal) {
        return new FactPosition(partition, 0L, 0L, journal, 0L, 0L, 0L, 0L);
    }

    @Override
    public List<TrendCell> hours(@Nullable String merchantId, int from, int to, boolean byChannel) {
        throw new UnsupportedOperationException("hours are not exported");
    }

    @Override
    public List<FlowCell> flows(@Nullable String merchantId, int from, int to, @Nullable String currency) {
        throw new UnsupportedOperationException("flows are not exported");
    }
}
