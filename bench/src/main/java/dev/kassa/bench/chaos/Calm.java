package dev.kassa.bench.chaos;

import dev.kassa.bench.check.Evidence.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * When nothing was being done to the installation, and how long changes took then and at any time. From a change's sending to
 * the answer that says that it is in force everywhere. Not thread-safe.
 */
final class Calm {
    /** In which what was killed or paused starts, joins its group again and catches up. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final int BOUND_MS = 1_000;
    private static final long HIGHEST_US = Duration.ofMinutes(2).toNanos() / 1_000;

    private record Span(long fromNs, long toNs) {}

    private final List<Span> disturbed = new ArrayList<>();
    private long fromNs;

    /** Something begins to be done to it. */
    void ends() {
        fromNs = System.nanoTime();
    }

    /** It was done, and what comes of it will be over soon. */
    void returns() {
        disturbed.add(new Span(fromNs, System.nanoTime() + SETTLING.toNanos()));
    }

    /** It was done, and is over. */
    void returnsAtOnce() {
        disturbed.add(new Span(fromNs, System.nanoTime()));
    }

    private boolean isCalm(Change change) {
        return disturbed.stream().noneMatch(span -> change.askedNs() < span.toNs && change.answeredNs() > span.fromNs);
    }

    /** What became of changes and how long it took, as values to print. */
    void tell(List<Change> changes, Map<String, Object> values) {
        Histogram all = new Histogram(HIGHEST_US, 3);
        Histogram calm = new Histogram(HIGHEST_US, 3);
        long refused = 0;
        long notInForce = 0;
        for (Change change : changes) {
            long us = Math.min(HIGHEST_US, (change.answeredNs() - change.askedNs()) / 1_000);
            if (change.inForce() || change.status() == 202) {
                // One that did not hold everywhere in time took as long as was waited, at least.
                all.recordValue(us);
                if (isCalm(change)) {
                    calm.recordValue(us);
                }
            }
            refused += change.refused() ? 1 : 0;
            notInForce += change.inForce() || change.refused() ? 0 : 1;
        }
        values.put("changes", changes.size());
        values.put("changes_refused", refused);
        values.put("changes_not_answered_in_force", notInForce);
        tell("change_to_effect", all, values);
        tell("change_to_effect_calm", calm, values);
        double p99 = calm.getValueAtPercentile(99) / 1_000.0;
        values.put(
                "change_to_effect_bound",
                "p99 ≤ " + BOUND_MS + " ms while nothing is killed: " + verdict(calm.getTotalCount(), p99));
    }

    private static String verdict(long count, double p99) {
        if (count == 0) {
            return "NOT MEASURED";
        }
        return p99 <= BOUND_MS ? "reached" : "MISSED";
    }

    private static void tell(String name, Histogram us, Map<String, Object> values) {
        values.put(name + "_count", us.getTotalCount());
        values.put(name + "_p50_ms", us.getValueAtPercentile(50) / 1_000.0);
        values.put(name + "_p99_ms", us.getValueAtPercentile(99) / 1_000.0);
        values.put(name + "_max_ms", us.getMaxValue() / 1_000.0);
    }
}
