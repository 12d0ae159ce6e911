package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reports over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportCallsTest {
    private static final String OPERATOR = Facts.OPERATOR_KEY;
    private static final int MARCH_7 = (int) LocalDate.of(2011, 3, 7).toEpochDay();

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void empty() {
        edge.trends.cells.clear();
        edge.trends.flows.clear();
        edge.trends.asked.clear();
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void the_trend_of_a_month_is_told_by_week_with_its_growth() {
        edge.trends.cells.add(cell(MARCH_7 - 30, 100));
        edge.trends.cells.add(cell(MARCH_7, 100));
        edge.trends.cells.add(cell(MARCH_7 + 1, 50));

        JsonNode told = EdgeUnderTest.json(
                get("/v1/reports/payment-trend?from=2011-03-01&to=2011-03-31&granularity=weekly", OPERATOR));

        assertThat(told.path("data"))
                .hasToString(
                        "[{\"period\":\"2011-W10\",\"currency\":\"EUR\",\"amount\":150,\"count\":2,\"succeeded\":2,"
                                + "\"failed\":2,\"refunded\":20,\"success_rate\":\"0.5000\"}]");
        JsonNode summary = told.path("summary").path(0);
        assertThat(summary.path("growth").asString()).isEqualTo("0.5000");
        assertThat(summary.path("average").asLong()).isEqualTo(75);
        assertThat(summary.path("previous").path("from").asString()).isEqualTo("2011-02-01");
    }

    @Test
    void a_merchants_key_is_told_of_its_own_and_an_operator_of_whom_it_names() {
        get("/v1/reports/payment-trend", EdgeUnderTest.ACME);
        get("/v1/reports/payment-trend", OPERATOR, "Kassa-Merchant", "other");
        get("/v1/reports/payment-trend", OPERATOR);

        assertThat(edge.trends.asked)
                .extracting(TrendQuestion::merchantId)
                .containsExactly("acme", "acme", "other", "other", null, null);
    }

    @Test
    void a_merchant_does_not_see_anothers() {
        assertThat(get("/v1/reports/payment-trend", EdgeUnderTest.ACME, "Kassa-Merchant", "other")
                        .statusCode())
                .isIn(403, 404);
        assertThat(get("/v1/reports/merchant-ranking", EdgeUnderTest.ACME).statusCode())
                .isEqualTo(403);
        assertThat(get("/v1/reports/payment-trend", "nonsense").statusCode()).isEqualTo(401);
        assertThat(edge.trends.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=yesterday                             | /from
            from=2011-02-30                            | /from
            to=2011-03-01&from=2011-03-02              | /to
            from=1900-01-01                            | /from
            from=1970-01-01&to=2099-01-01              | /from
            to=+999999999-12-31                        | /to
            granularity=hourly                         | /granularity
            currency=euro                              | /currency
            colour=red                                 | /colour
            from=2011-03-01&from=2011-03-02            | /from
            """)
    void nonsense_is_named(String query, String pointer) {
        HttpResponse<String> told = get("/v1/reports/payment-trend?" + query, OPERATOR);

        assertThat(told.statusCode()).as(told.body()).isEqualTo(422);
        assertThat(EdgeUnderTest.json(told)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"by=luck", "limit=0", "limit=501", "limit=ten", "granularity=daily"})
    void nonsense_about_ranks_is_refused(String query) {
        assertThat(get("/v1/reports/merchant-ranking?" + query, OPERATOR).statusCode())
                .isEqualTo(422);
    }

    @Test
    void every_report_answers_in_its_form_where_there_is_nothing_yet() {
        for (String name : List.of(
                "payment-trend",
                "channel-comparison",
                "merchant-ranking",
                "refund-rate",
                "risk-interceptions",
                "funds-flow",
                "hours")) {
            HttpResponse<String> told = get("/v1/reports/" + name, OPERATOR);
            assertThat(told.statusCode()).as(name).isEqualTo(200);
            assertThat(EdgeUnderTest.json(told).path("data").size()).isZero();
        }
    }

    @Test
    void the_funds_flow_shows_both_sides() {
        edge.trends.flows.add(new FlowCell(MARCH_7, "EUR", "channel:simulator:receivable", "capture", 100, 0));
        edge.trends.flows.add(new FlowCell(MARCH_7, "EUR", "merchants:pending", "capture", 0, 100));

        JsonNode told = EdgeUnderTest.json(get("/v1/reports/funds-flow?from=2011-03-01&to=2011-03-31", OPERATOR));

        assertThat(told.path("summary").path(0).path("difference").asLong()).isZero();
        assertThat(told.path("data")).hasSize(2);
        assertThat(get("/v1/reports/funds-flow?channel=simulator", OPERATOR).statusCode())
                .isEqualTo(422);
    }

    private static TrendCell cell(int date, long amount) {
        Counts counts = new Counts(3, amount, 1, amount, 0, 1, 5, 0, 10, 1, 0, Map.of("no", 1L), Map.of(), List.of(1L));
        return new TrendCell(date, "EUR", null, null, null, counts);
    }

    private HttpResponse<String> get(String path, String key, String... headers) {
        return edge.get(path, EdgeUnderTest.as(key, headers));
    }
}
