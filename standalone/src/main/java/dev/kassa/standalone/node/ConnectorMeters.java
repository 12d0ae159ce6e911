package dev.kassa.standalone.node;

import dev.kassa.channel.runner.ConnectorMetrics;
import dev.kassa.channel.runner.ConnectorMetrics.Latency;
import dev.kassa.edge.Meters;
import dev.kassa.schema.Metric;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the connectors have done, for Prometheus. */
final class ConnectorMeters {
    private static final double US_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    private ConnectorMeters() {}

    static void bind(Meters meters, Connectors connectors) {
        channels(meters, connectors::metrics);
        bank(meters, connectors::bankMetrics);
    }

    private static void bank(Meters meters, Supplier<ConnectorMetrics> now) {
        meters.counter(Metric.BANK_CALLS, () -> now.get().calls());
        meters.gauge(Metric.BANK_IN_FLIGHT, () -> now.get().inFlight());
        meters.counter(Metric.BANK_REDELIVERED, () -> now.get().redelivered());
        meters.counter(Metric.BANK_RETRIED, () -> now.get().retried());
        meters.counter(Metric.DEAD_LETTERS, () -> now.get().deadLetters(), "application", "bank");
        outcomes(meters, Metric.BANK_OUTCOMES, now);
        latency(meters, Metric.BANK_CALL_LATENCY, () -> now.get().callLatency());
    }

    private static void channels(Meters meters, Supplier<ConnectorMetrics> now) {
        meters.counter(Metric.CONNECTOR_CALLS, () -> now.get().calls());
        meters.gauge(Metric.CONNECTOR_IN_FLIGHT, () -> now.get().inFlight());
        meters.counter(Metric.CONNECTOR_REDELIVERED, () -> now.get().redelivered());
        meters.counter(Metric.CONNECTOR_HANDED_OVER, () -> now.get().handedOver());
        meters.counter(Metric.CONNECTOR_RETRIED, () -> now.get().retried());
        meters.counter(Metric.DEAD_LETTERS, () -> now.get().deadLetters(), "application", "connectors");
        outcomes(meters, Metric.CONNECTOR_OUTCOMES, now);
        latency(meters, Metric.CONNECTOR_CALL_LATENCY, () -> now.get().callLatency());
        latency(meters, Metric.CONNECTOR_HOP_LATENCY, () -> now.get().hopLatency());
    }

    private static void outcomes(Meters meters, Metric metric, Supplier<ConnectorMetrics> now) {
        for (String result : now.get().outcomes().keySet()) {
            meters.counter(metric, () -> now.get().outcomes().getOrDefault(result, 0L), "result", result);
        }
    }

    private static void latency(Meters meters, Metric metric, Supplier<Latency> latency) {
        quantile(meters, metric, "0.5", latency, Latency::p50Micros);
        quantile(meters, metric, "0.95", latency, Latency::p95Micros);
        quantile(meters, metric, "0.99", latency, Latency::p99Micros);
    }

    private static void quantile(
            Meters meters, Metric metric, String name, Supplier<Latency> latency, Function<Latency, Long> micros) {
        meters.gauge(metric, () -> micros.apply(latency.get()) / US_PER_SECOND, "quantile", name);
    }
}
