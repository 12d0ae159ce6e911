package dev.kassa.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param latencyUs microseconds, of the requests that were answered in the measured time
 * @param seconds the measured time
 * @param statuses answers by HTTP status
 * @param succeeded answers that say that a payment succeeded
 * @param broken connections that were lost
 * @param unanswered requests that were due or sent, and not answered when the time was over
 */
public record LoadResult(
        Histogram latencyUs,
        double seconds,
        Map<Integer, Long> statuses,
        long succeeded,
        long broken,
        long unanswered) {
    public double perSecond() {
        return latencyUs.getTotalCount() / seconds;
    }

    /** Payments that succeeded per second: what the figures count. */
    public double succeededPerSecond() {
        return succeeded / seconds;
    }

    public double percentileMs(double percentile) {
        return latencyUs.getValueAtPercentile(percentile) / 1_000.0;
    }

    /**
     * A figure over requests that failed would be a figure of something else.
     *
     * @throws IllegalStateException where any answer was not a payment that succeeded
     */
    public void requireAllSucceeded() {
        long answered = latencyUs.getTotalCount();
        if (succeeded != answered || broken > 0 || answered == 0) {
            throw new IllegalStateException(
                    "of %d answers %d were payments that succeeded; statuses %s, connections lost %d"
                            .formatted(answered, succeeded, statuses, broken));
        }
    }

    /** As a JSON object's content. */
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        values.put("requests", latencyUs.getTotalCount());
        values.put("seconds", seconds);
        values.put("per_second", perSecond());
        values.put("succeeded_per_second", succeededPerSecond());
        values.put("p50_ms", percentileMs(50));
        values.put("p90_ms", percentileMs(90));
        values.put("p99_ms", percentileMs(99));
        values.put("p999_ms", percentileMs(99.9));
        values.put("max_ms", latencyUs.getMaxValue() / 1_000.0);
        values.put("statuses", statuses);
        values.put("broken", broken);
        values.put("unanswered", unanswered);
        return values;
    }
}
