package dev.kassa.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.schema.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code ops/} asks of Prometheus is there: a query of a metric that does not exist never fires, and nobody sees it. */
class OpsTest {
    private static final Path OPS = Path.of("..", "ops");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern WORD = Pattern.compile("(?<![0-9.])[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*[a-zA-Z0-9_:(])");
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "bool");

    /** What a query names: metrics, and labels. */
    private record Named(Set<String> metrics, Set<String> labels) {}

    private static Named named(String query) {
        Set<String> labels = new TreeSet<>();
        String bare = RANGE.matcher(TEXT.matcher(query).replaceAll("\"\"")).replaceAll("");
        Matcher grouping = GROUPING.matcher(bare);
        while (grouping.find()) {
            Stream.of(grouping.group(2).split(",", -1)).map(String::strip).forEach(labels::add);
        }
        bare = GROUPING.matcher(bare).replaceAll("");
        Matcher matchers = MATCHERS.matcher(bare);
        while (matchers.find()) {
            LABEL.matcher(matchers.group(1)).results().forEach(label -> labels.add(label.group(1)));
        }
        bare = MATCHERS.matcher(bare).replaceAll("");
        Set<String> metrics = new TreeSet<>();
        WORD.matcher(bare).results().map(word -> word.group()).forEach(metrics::add);
        metrics.removeAll(OPERATORS);
        return new Named(metrics, labels);
    }

    private static Set<String> exposed() {
        Set<String> names = new HashSet<>();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.TIMER) {
                Stream.of("_bucket", "_count", "_sum", "_max").forEach(end -> names.add(metric.family() + end));
            } else {
                names.add(metric.family());
            }
        }
        return names;
    }

    private static List<String> alerts() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode rules = new YAMLMapper().readTree(Files.readString(OPS.resolve("prometheus/rules.yml")));
        for (JsonNode group : rules.get("groups")) {
            group.get("rules").forEach(rule -> queries.add(rule.get("expr").stringValue()));
        }
        return queries;
    }

    private static List<String> panels() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(OPS.resolve("grafana/kassa.json")));
        for (JsonNode panel : dashboard.get("panels")) {
            panel.get("targets")
                    .forEach(target -> queries.add(target.get("expr").stringValue()));
        }
        return queries;
    }

    @Test
    void everyQueryNamesMetricsAndLabelsOfTheCatalogue() throws IOException {
        Set<String> labels = new HashSet<>(Set.of("le"));
        Stream.of(Metric.values()).forEach(metric -> labels.addAll(metric.labels()));
        List<String> queries =
                Stream.of(alerts(), panels()).flatMap(List::stream).toList();

        assertThat(alerts()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(panels()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(queries).allSatisfy(query -> {
            assertThat(named(query).metrics()).as(query).isNotEmpty().isSubsetOf(exposed());
            assertThat(named(query).labels()).as(query).isSubsetOf(labels);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (le) (rate(kassa_no_such_bucket{route=\"/v1\"}[5m]))",
                "kassa_ledger_healthy == 0 or kassa_no_such > 1",
                "kassa_no_such"
            })
    void aMetricThatDoesNotExistIsNoticed(String query) {
        assertThat(named(query).metrics()).isNotEmpty();
        assertThat(exposed())
                .doesNotContainAnyElementsOf(named(query).metrics().stream()
                        .filter(name -> name.contains("no_such"))
                        .toList());
        assertThat(named(query).metrics()).anyMatch(name -> name.contains("no_such"));
    }
}
