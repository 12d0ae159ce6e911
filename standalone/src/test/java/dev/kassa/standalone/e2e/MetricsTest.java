package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.schema.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running node exposes, and what the catalogue says of it. */
@ExtendWith(House.Shared.class)
class MetricsTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    private static Map<String, String> families(String exposed) {
        Map<String, String> families = new TreeMap<>();
        Matcher type = TYPE.matcher(exposed);
        while (type.find()) {
            families.put(type.group(1), type.group(2));
        }
        return families;
    }

    private static String kind(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case TIMER -> "histogram";
        };
    }

    @Test
    void aRunningNodeExposesWhatTheCatalogueHasAndNothingElse(House house) {
        house.newMerchant().post("/v1/payments", payment("1", 100));

        Map<String, String> exposed = families(house.operator().get("/metrics").text());

        Map<String, String> catalogue = new TreeMap<>();
        Stream.of(Metric.values()).forEach(metric -> {
            catalogue.put(metric.family(), kind(metric));
            if (metric.kind() == Metric.Kind.TIMER) {
                catalogue.put(metric.family() + "_max", "gauge");
            }
        });
        assertThat(exposed).containsExactlyEntriesOf(catalogue);
    }

    @Test
    void labelsAreThoseOfTheCatalogue(House house) {
        house.newMerchant().post("/v1/payments", payment("1", 100));

        String exposed = house.operator().get("/metrics").text();

        for (Metric metric : Metric.values()) {
            Matcher series = Pattern.compile("(?m)^" + metric.family() + "(?:_count)?(?:\\{(.*)\\})? ")
                    .matcher(exposed);
            assertThat(series.find()).as(metric.family()).isTrue();
            String labels = series.group(1) == null ? "" : series.group(1);
            Set<String> names = Pattern.compile("([a-z]+)=\"")
                    .matcher(labels)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names).as(metric.family()).containsExactlyInAnyOrderElementsOf(metric.labels());
        }
    }

    @Test
    void theNumbersAreThoseOfWhatWasDone(House house) {
        Api merchant = house.newMerchant();
        double callsBefore = value(house, "kassa_connector_calls_total");
        double recordsBefore = value(house, "kassa_streams_records_total{application=\"core\"}");
        double acceptedBefore = value(house, "kassa_risk_payments_total{decision=\"accept\"}");

        merchant.post("/v1/payments", payment("1", 100));

        assertThat(value(house, "kassa_connector_calls_total")).isGreaterThan(callsBefore);
        // Kafka Streams counts what it worked on when it has gone through all of it, which may be after the answer.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> value(house, "kassa_streams_records_total{application=\"core\"}") > recordsBefore);
        assertThat(value(house, "kassa_risk_payments_total{decision=\"accept\"}"))
                .isEqualTo(acceptedBefore + 1);
        assertThat(value(house, "kassa_streams_running{application=\"core\"}")).isEqualTo(1);
        assertThat(value(house, "kassa_streams_commits_total{application=\"core\"}"))
                .isPositive();
        assertThat(value(house, "kassa_streams_commit_latency_max_seconds{application=\"core\"}"))
                .isBetween(1e-5, 10.0);
        assertThat(value(house, "kassa_ledger_healthy")).isEqualTo(1);
        assertThat(value(house, "kassa_ledger_chain_breaks")).isZero();
        assertThat(value(house, "kassa_table_age_seconds{table=\"merchants\"}")).isLessThan(5);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> value(house, "kassa_streams_lag_records{application=\"views\"}") < 5);
    }

    private static double value(House house, String series) {
        return house.operator()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series));
    }
}
