package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private long version;

    @BeforeEach
    void empty() {
        edge.trends.cells.clear();
        edge.trends.flows.clear();
        edge.trends.asked.clear();
        edge.history = List.of();
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
            reporting_currency=usd                     | /reporting_currency
            reporting_currency=XXX                     | /reporting_currency
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

    @Test
    void in_a_reporting_currency_it_is_told_by_which_rates_and_what_had_none() {
        edge.trends.cells.add(cell(MARCH_7, 1000));
        edge.trends.cells.add(cell(MARCH_7 + 1, 500));
        edge.trends.cells.add(cell(MARCH_7 + 2, 7));
        long one = rated("1.5", MARCH_7, MARCH_7 + 1);
        long two = rated("1.25", MARCH_7 + 1, MARCH_7 + 2);

        JsonNode told = EdgeUnderTest.json(get(
                "/v1/reports/payment-trend?from=2011-03-01&to=2011-03-31&granularity=monthly&reporting_currency=USD",
                OPERATOR));

        assertThat(told.path("data"))
                .hasToString(
                        "[{\"period\":\"2011-03\",\"currency\":\"USD\",\"amount\":2125,\"count\":2,\"succeeded\":2,"
                                + "\"failed\":2,\"refunded\":28,\"success_rate\":\"0.5000\"}]");
        assertThat(told.path("reporting"))
                .hasToString("{\"currency\":\"USD\",\"rates\":["
                        + "{\"base\":\"EUR\",\"quote\":\"USD\",\"rate\":\"1.5\",\"version\":" + one + ","
                        + "\"valid_from\":\"2011-03-07T00:00:00.000Z\",\"valid_to\":\"2011-03-08T00:00:00.000Z\","
                        + "\"source\":\"ECB\",\"from\":\"2011-03-07\",\"to\":\"2011-03-07\"},"
                        + "{\"base\":\"EUR\",\"quote\":\"USD\",\"rate\":\"1.25\",\"version\":" + two + ","
                        + "\"valid_from\":\"2011-03-08T00:00:00.000Z\",\"valid_to\":\"2011-03-09T00:00:00.000Z\","
                        + "\"source\":\"ECB\",\"from\":\"2011-03-08\",\"to\":\"2011-03-08\"}],"
                        + "\"without_rate\":[{\"currency\":\"EUR\",\"from\":\"2011-03-09\",\"to\":\"2011-03-09\"}]}");
        assertThat(told.path("summary").path(0).path("growth_reason").asString())
                .isEqualTo("no_rate");
        assertThat(told.path("unconverted")
                        .path("data")
                        .path(0)
                        .path("currency")
                        .asString())
                .isEqualTo("EUR");
        assertThat(told.path("unconverted")
                        .path("summary")
                        .path(0)
                        .path("amount")
                        .asLong())
                .isEqualTo(7);
    }

    @Test
    void every_report_of_amounts_can_be_told_in_one_currency_and_no_other_can() {
        edge.trends.cells.add(cell(MARCH_7, 1000));
        edge.trends.flows.add(new FlowCell(MARCH_7, "EUR", "merchants:pending", "capture", 0, 100));
        rated("2", MARCH_7, MARCH_7 + 1);
        String asked = "?from=2011-03-01&to=2011-03-31&reporting_currency=USD";

        for (String name : List.of("payment-trend", "channel-comparison", "merchant-ranking", "refund-rate")) {
            JsonNode told = EdgeUnderTest.json(get("/v1/reports/" + name + asked, OPERATOR));
            assertThat(told.path("data").path(0).path("amount").asLong())
                    .as(name)
                    .isEqualTo(2000);
            assertThat(told.path("unconverted").path("data")).as(name).isEmpty();
        }
        JsonNode flow = EdgeUnderTest.json(get("/v1/reports/funds-flow" + asked, OPERATOR));
        assertThat(flow.path("data").path(0).path("in").asLong()).isEqualTo(200);
        assertThat(get("/v1/reports/risk-interceptions" + asked, OPERATOR).statusCode())
                .isEqualTo(422);
        assertThat(get("/v1/reports/hours?reporting_currency=USD", OPERATOR).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_rate_that_was_changed_is_read_again_and_one_that_was_not_is_not() {
        edge.trends.cells.add(cell(MARCH_7, 1000));
        rated("2", MARCH_7, MARCH_7 + 1);
        String asked = "/v1/reports/payment-trend?from=2011-03-01&to=2011-03-31&reporting_currency=USD";
        get(asked, OPERATOR);
        int reads = edge.historyReads.get();

        get(asked, OPERATOR);
        assertThat(edge.historyReads.get()).isEqualTo(reads);

        rated("3", MARCH_7, MARCH_7 + 1);
        JsonNode told = EdgeUnderTest.json(get(asked, OPERATOR));
        assertThat(told.path("data").path(0).path("amount").asLong()).isEqualTo(3000);
    }

    @Test
    void amounts_that_the_reporting_currency_cannot_hold_are_refused_by_its_name() {
        edge.trends.cells.add(cell(MARCH_7, Long.MAX_VALUE));
        rated("2", MARCH_7, MARCH_7 + 1);

        HttpResponse<String> told =
                get("/v1/reports/payment-trend?from=2011-03-01&to=2011-03-31&reporting_currency=USD", OPERATOR);

        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body()).contains("/reporting_currency");
    }

    /** The next version of the rate of EUR in USD, for business dates up to another. */
    private long rated(String rate, int from, int to) {
        version++;
        ReferenceFact fact = new ReferenceFact(
                "exchange-rate",
                "EUR-USD",
                version,
                new ExchangeRateBody(
                        "EUR", "USD", rate, TimeUnit.DAYS.toMillis(from), TimeUnit.DAYS.toMillis(to), "ECB"),
                "operator",
                1L,
                "r",
                version);
        edge.history = Stream.concat(edge.history.stream(), Stream.of(fact)).toList();
        edge.references.apply(fact);
        return version;
    }

    private static TrendCell cell(int date, long amount) {
        Counts counts = new Counts(3, amount, 1, amount, 0, 1, 5, 0, 10, 1, 0, Map.of("no", 1L), Map.of(), List.of(1L));
        return new TrendCell(date, "EUR", null, null, null, counts);
    }

    private HttpResponse<String> get(String path, String key, String... headers) {
        return edge.get(path, EdgeUnderTest.as(key, headers));
    }
}
