package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String HEAD = """
            # Metrics

            Generated from the catalogue `dev.kassa.schema.Metric`; a test fails where the two differ, and says how to write this page anew.
            Another holds that a running node exposes these and no others. `GET /metrics` of the edge answers them in Prometheus' text format.
            A histogram is exposed as `…_bucket`, `…_count` and `…_sum`, and its greatest of the last minutes as `…_max`.

            | metric | kind | labels | what it says |
            | --- | --- | --- | --- |
            """;

    private static String page() {
        return Stream.of(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                metric.family(),
                                switch (metric.kind()) {
                                    case COUNTER -> "counter";
                                    case GAUGE -> "gauge";
                                    case TIMER -> "histogram";
                                },
                                metric.labels().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                                metric.sentence()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    @Test
    void areNamedAsPrometheusHasIt() {
        assertThat(Metric.values()).extracting(Metric::family).doesNotHaveDuplicates();
        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(metric.family()).matches("[a-z][a-z0-9_]*").doesNotContain("_ms", "_millis", "_micros", "_ns");
            assertThat(metric.family().endsWith("_total")).isEqualTo(metric.kind() == Metric.Kind.COUNTER);
            assertThat(metric.sentence()).endsWith(".");
        });
    }

    /** Writes the page instead, when run with {@code -Dapprove=true}. */
    @Test
    void areDocumentedAsTheyAre() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .as(
                        "docs/metrics.md is generated: mvn -pl schemas test -Dtest=MetricTest -Dapprove=true, and look at the diff")
                .hasContent(page());
    }
}
