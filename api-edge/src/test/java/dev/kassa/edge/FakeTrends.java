package dev.kassa.edge;

import dev.kassa.port.Reading;
import dev.kassa.port.Trends;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trends as a test puts them in, and what was asked. Of a question only its dates are heeded. */
final class FakeTrends implements Trends {
    final List<TrendCell> cells = new ArrayList<>();
    final List<FlowCell> flows = new ArrayList<>();
    final List<TrendQuestion> asked = new ArrayList<>();

    @Override
    public Trends with(Reading reading) {
        return this;
    }

    @Override
    public synchronized Told told(TrendQuestion question) {
        asked.add(question);
        return new Told(
                cells.stream()
                        .filter(cell -> cell.period() >= question.from() && cell.period() < question.to())
                        .toList(),
                List.of());
    }

    @Override
    public List<TrendCell> hours(@Nullable String merchantId, int from, int to, boolean byChannel) {
        return cells.stream()
                .filter(cell -> cell.period() >= from && cell.period() < to)
                .toList();
    }

    @Override
    public List<FlowCell> flows(@Nullable String merchantId, int from, int to, @Nullable String currency) {
        return List.copyOf(flows);
    }
}
