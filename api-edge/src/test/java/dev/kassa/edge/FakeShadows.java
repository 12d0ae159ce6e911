package dev.kassa.edge;

import dev.kassa.port.Shadows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shadow runs that are done at once, and find what they are told to. */
final class FakeShadows implements Shadows {
    final List<Object> asked = new ArrayList<>();
    Start next = new Start.Started("shr_1");
    Run run = new Run("shr_1", Status.COMPLETED, 3, 3, new Report.OfFees(List.of()), null);

    @Override
    public Start start(FeeChange change, Window window) {
        asked.add(change);
        asked.add(window);
        return next;
    }

    @Override
    public Start start(RuleChange change, Window window) {
        asked.add(change);
        asked.add(window);
        return next;
    }

    @Override
    public Optional<Run> run(String id) {
        return id.equals(run.id()) ? Optional.of(run) : Optional.empty();
    }
}
