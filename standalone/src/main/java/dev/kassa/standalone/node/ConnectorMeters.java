package dev.kassa.standalone.node;

import dev.kassa.avro.ChannelResult;
import dev.kassa.channel.runner.ConnectorMetrics;
import dev.kassa.channel.runner.ConnectorMetrics.Latency;
import dev.kassa.edge.Meters;
import dev.kassa.schema.Metric;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a connector has done, for Prometheus. */
final class ConnectorMeters {
    private static final double US_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    private ConnectorMeters() {}

    static void bind(Meters meters, Supplier<ConnectorMetrics> now) {
        meters.counter(Metric.CONNECTOR_CALLS, () -> now.get().calls());
        meters.gauge(Metric.CONNECTOR_IN_FLIGHT, () -> now.get().inFlight());
        meters.counter(Metric.CONNECTOR_REDELIVERED, () -> now.get().redelivered());
        meters.counter(Metric.CONNECTOR_HANDED_OVER, () -> now.get().handedOver());
        meters.counter(Metric.CONNECTOR_RETRIED, () -> now.get().retried());
        meters.counter(Metric.DEAD_LETTERS, () -> now.get().deadLetters(), "application", "connectors");
        for (ChannelResult result : ChannelResult.values()) {
            meters.counter(
                    Metric.CONNECTOR_OUTCOMES,
                    () -> now.get().outcomes().getOrDefault(result.name().toLowerCase(Locale.ROOT), 0L),
                    "result",
                    result.name().toLowerCase(Locale.ROOT));
        }
        latency(meters, Metric.CONNECTOR_CALL_LATENCY, () -> now.get().callLatency());
        latency(meters, Metric.CONNECTOR_HOP_LATENCY, () -> now.get().hopLatency());
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
