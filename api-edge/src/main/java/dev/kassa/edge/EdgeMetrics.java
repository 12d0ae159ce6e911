package dev.kassa.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What the edge counts, for Prometheus. Thread-safe. */
final class EdgeMetrics {
    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 20, 30, 40, 60, 80, 100, 130, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Answer, Timer> timers = new ConcurrentHashMap<>();

    private record Answer(String route, int status) {}

    EdgeMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** Counts an answered request. */
    void answered(String route, int status, long tookNs) {
        timers.computeIfAbsent(new Answer(route, status), this::timer).record(tookNs, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Answer answer) {
        return Timer.builder("kassa.http.requests")
                .description("Requests by route and status, and how long their answers took")
                .tag("route", answer.route())
                .tag("status", Integer.toString(answer.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Shows a number that stands somewhere else. */
    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Everything, in Prometheus' text format. */
    String scrape() {
        return registry.scrape();
    }
}
