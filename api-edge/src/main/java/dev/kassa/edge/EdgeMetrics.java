package dev.kassa.edge;

import dev.kassa.schema.Metric;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What the edge counts. Thread-safe. */
final class EdgeMetrics {
    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 20, 30, 40, 60, 80, 100, 130, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Meters meters = new Meters();
    private final Map<Answer, Timer> timers = new ConcurrentHashMap<>();

    private record Answer(String route, int status) {}

    /** Counts an answered request. */
    void answered(String route, int status, long tookNs) {
        timers.computeIfAbsent(new Answer(route, status), this::timer).record(tookNs, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Answer answer) {
        return Timer.builder(Metric.HTTP_REQUESTS.meter())
                .description(Metric.HTTP_REQUESTS.sentence())
                .tag("route", answer.route())
                .tag("status", Integer.toString(answer.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(meters.registry());
    }

    /** Shows a number that stands somewhere else. */
    void gauge(Metric metric, Supplier<Number> value, String... labels) {
        meters.gauge(metric, value, labels);
    }

    /** All of the process. */
    Meters meters() {
        return meters;
    }

    /** Everything, in Prometheus' text format. */
    String scrape() {
        return meters.scrape();
    }
}
