package dev.kassa.edge;

import dev.kassa.schema.Metric;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The metrics of a process, as the catalogue {@link Metric} has them. Thread-safe. */
public final class Meters {
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** With those of the JVM. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        // Micrometer tells processor time in nanoseconds, which is no base unit.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        new ProcessorMetrics().bindTo(registry);
        counter(
                Metric.PROCESS_CPU_TIME,
                () -> ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toNanos()
                        / NS_PER_SECOND);
        gauge(Metric.JVM_THREADS_LIVE, () -> ManagementFactory.getThreadMXBean().getThreadCount());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            counter(
                    Metric.JVM_GC_TIME,
                    () -> collector.getCollectionTime() / MS_PER_SECOND,
                    "collector",
                    collector.getName());
        }
    }

    /** Shows a number that stands somewhere else; labels as names and values. Not a number: nothing is known now. */
    public void gauge(Metric metric, Supplier<Number> value, String... labels) {
        Gauge.builder(metric.meter(), value)
                .description(metric.sentence())
                .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
                .tags(Tags.of(labels))
                .register(registry);
    }

    /** Shows a number that only grows and stands somewhere else; labels as names and values. */
    public void counter(Metric metric, Supplier<Number> value, String... labels) {
        // What a counter looks at is held weakly: the registry outlives it, as a lambda does not.
        FunctionCounter.builder(metric.meter(), registry, _ -> value.get().doubleValue())
                .description(metric.sentence())
                .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
                .tags(Tags.of(labels))
                .register(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }
}
