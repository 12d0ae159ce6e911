package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.schema.Metric;
import dev.kassa.schema.Topics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** A handful of the many numbers that Kafka Streams keeps of an application, read when they are asked for. */
final class StreamsMeters {
    private static final double MS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final Predicate<Map<String, String>> ANY = tags -> true;

    private final Supplier<KafkaStreams> streams;

    private StreamsMeters(Supplier<KafkaStreams> streams) {
        this.streams = streams;
    }

    static void bind(Meters meters, String application, StreamsApplication running) {
        bind(meters, application, () -> running);
    }

    /** The same for one that another takes the place of now and then. */
    static void bind(Meters meters, String application, Supplier<StreamsApplication> running) {
        StreamsMeters of = new StreamsMeters(() -> running.get().streams());
        String[] label = {"application", application};
        meters.gauge(Metric.STREAMS_RUNNING, () -> running.get().ready() ? 1 : 0, label);
        meters.counter(
                Metric.STREAMS_RECORDS, () -> of.sum("stream-topic-metrics", "records-consumed-total", ANY), label);
        meters.gauge(Metric.STREAMS_LAG, of::lag, label);
        meters.counter(Metric.STREAMS_COMMITS, () -> of.sum("stream-thread-metrics", "commit-total", ANY), label);
        meters.gauge(Metric.STREAMS_COMMIT_LATENCY, () -> of.seconds("commit-latency-avg"), label);
        meters.gauge(Metric.STREAMS_COMMIT_LATENCY_MAX, () -> of.seconds("commit-latency-max"), label);
        meters.counter(
                Metric.STREAMS_THREADS_FAILED, () -> of.sum("stream-metrics", "failed-stream-threads", ANY), label);
        meters.counter(Metric.DEAD_LETTERS, of::deadLetters, label);
    }

    private double lag() {
        return sum(
                "consumer-fetch-manager-metrics",
                "records-lag",
                tags -> tags.containsKey("partition")
                        && !tags.getOrDefault("client-id", "").contains("restore"));
    }

    private double deadLetters() {
        return sum(
                "stream-topic-metrics",
                "records-produced-total",
                tags -> Topics.DEAD_LETTERS.name().equals(tags.get("topic-name")));
    }

    /** The greatest over the application's threads. */
    private double seconds(String name) {
        return over("stream-thread-metrics", name, ANY, Math::max) / MS_PER_SECOND;
    }

    private double sum(String group, String name, Predicate<Map<String, String>> tags) {
        return over(group, name, tags, Double::sum);
    }

    private double over(String group, String name, Predicate<Map<String, String>> tags, DoubleBinaryOperator together) {
        double all = 0;
        for (org.apache.kafka.common.Metric metric : streams.get().metrics().values()) {
            MetricName of = metric.metricName();
            if (of.name().equals(name) && of.group().equals(group) && tags.test(of.tags())) {
                double value = metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
                all = Double.isNaN(value) ? all : together.applyAsDouble(all, value);
            }
        }
        return all;
    }
}
