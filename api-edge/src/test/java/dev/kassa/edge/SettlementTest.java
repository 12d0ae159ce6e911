package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.READ_ONLY;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static dev.kassa.edge.MoneyFacts.DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementDecision;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.port.Queries.DossierFilter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Settlements over HTTP, before a core that draws one up for whoever asks. */
class SettlementTest {
    private static final String APPROVER = Facts.key("approver");
    private static final String TODAY = "{\"currency\": \"EUR\", \"business_date\": \"2011-03-07\"}";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void fill() {
        edge.merchants.applyRead(Facts.merchant(
                "acme",
                5,
                Facts.keyFact("acmeacme", null, "merchant"),
                Facts.keyFact("readonly", null, "readonly"),
                Facts.keyFact("approver", null, "approver")));
        edge.views.settlements.add(MoneyFacts.settlement("acme", "stl_1", SettlementStatusCode.PENDING));
        edge.views.settlements.add(MoneyFacts.settlement("other", "stl_2", SettlementStatusCode.COMPLETED));
        edge.views.entries.addAll(MoneyFacts.entries("acme"));
        edge.core.answer = SettlementTest::drawUp;
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private static Optional<Reply> drawUp(Command command) {
        return switch (command.getBody()) {
            case CreateSettlement asked
            when asked.getCurrency().equals("CHF") ->
                Optional.of(FakeCore.refusal(422, "validation_failed", "The merchant has no such currency."));
            case CreateSettlement asked when asked.getCurrency().equals("JPY") -> Optional.empty();
            case CreateSettlement asked -> Optional.of(FakeCore.reply(201, drawnUp(asked)));
            case DecideSettlement asked -> Optional.of(FakeCore.reply(200, decided(asked)));
            default -> Optional.empty();
        };
    }

    private static SettlementFact drawnUp(CreateSettlement asked) {
        SettlementFact fact = MoneyFacts.settlement(
                asked.getMerchantId(), "stl_" + asked.getBusinessDate(), SettlementStatusCode.APPROVED);
        fact.setCurrency(asked.getCurrency());
        fact.setBusinessDate(asked.getBusinessDate());
        return fact;
    }

    private static SettlementFact decided(DecideSettlement asked) {
        SettlementFact fact =
                MoneyFacts.settlement(asked.getMerchantId(), asked.getSettlementId(), SettlementStatusCode.APPROVED);
        fact.setReason(asked.getReason());
        return fact;
    }

    private Object sent() {
        return edge.core.last().getBody();
    }

    @Test
    void a_settlement_is_asked_for_by_currency_and_date_and_says_what_it_adds_up_to() {
        HttpResponse<String> made = edge.post("/v1/settlements", TODAY, as(ACME, "Idempotency-Key", "k-1"));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/v1/settlements/stl_15040");
        assertThat(made.headers().firstValue("Kassa-Position")).isPresent();
        assertThat(sent()).isEqualTo(new CreateSettlement("acme", "EUR", DATE, null));
        assertThat(edge.core.last().getIdempotencyKey()).isEqualTo("k-1");
        JsonNode body = json(made);
        assertThat(body.get("business_date").stringValue()).isEqualTo("2011-03-07");
        assertThat(body.get("due_on").stringValue()).isEqualTo("2011-03-08");
        assertThat(sum(body)).isEqualTo(body.get("net").longValue()).isEqualTo(2198);
        assertThat(body.get("totals"))
                .extracting(total ->
                        total.get("kind").stringValue() + " " + total.get("entries") + " " + total.get("pending"))
                .containsExactly("capture 2 2498", "refund_hold 1 -300");
    }

    /** As the contract says that net comes about. */
    private static long sum(JsonNode of) {
        long added = Stream.of("gross", "refunds_from_available", "other", "reserve_released", "carried_in")
                .mapToLong(name -> of.get(name).longValue())
                .sum();
        return added
                - Stream.of("refunds", "chargebacks", "fees", "reserve_held", "carried_out")
                        .mapToLong(name -> of.get(name).longValue())
                        .sum();
    }

    @Test
    void one_that_is_not_drawn_up_in_time_is_under_way_and_will_be_in_the_list_of_its_date() {
        HttpResponse<String> made =
                edge.post("/v1/settlements", TODAY.replace("EUR", "JPY"), as(ACME, "Prefer", "respond-async"));

        assertThat(made.statusCode()).isEqualTo(202);
        assertThat(made.headers().firstValue("Location")).contains("/v1/settlements?from=2011-03-07&to=2011-03-08");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approve | APPROVE | {\"reason\": \"seen\"} | seen",
                "approve | APPROVE | {}                     | ''",
                "reject  | REJECT  | {\"reason\": \"odd\"}  | odd",
                "run     | RUN     | {\"reason\": \"now\"}  | now",
            })
    void an_approver_of_the_merchant_and_the_operator_decide(
            String what, SettlementDecision decision, String body, String reason) {
        for (String[] who : List.of(as(APPROVER), asOperator(), asOperator("Kassa-Merchant", "acme"))) {
            HttpResponse<String> answer = edge.post("/v1/settlements/stl_1/" + what, body, who);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(sent()).isEqualTo(new DecideSettlement("acme", "stl_1", decision, reason));
        }
        await().until(() -> edge.audit.deeds.size() == 3);
        assertThat(edge.audit.deeds)
                .extracting(deed -> deed.toString())
                .allSatisfy(deed -> assertThat(deed).contains("settlement." + what, "stl_1"));
        assertThat(edge.audit.deeds).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"approve", "reject", "run"})
    void who_only_takes_payments_or_reads_does_not_decide(String what) {
        for (String key : List.of(ACME, READ_ONLY)) {
            assertThat(edge.post("/v1/settlements/stl_1/" + what, "{}", as(key)).statusCode())
                    .isEqualTo(403);
        }
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void an_operator_that_names_no_merchant_decides_on_none_that_is_not_there() {
        assertThat(edge.post("/v1/settlements/stl_9/approve", "{}", asOperator())
                        .statusCode())
                .isEqualTo(404);
        assertThat(edge.core.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/settlements/stl_1,           200",
        "/v1/settlements/stl_1/entries,   200",
        "/v1/settlements/stl_1/statement, 200",
        "/v1/settlements/stl_2,           404",
        "/v1/settlements/stl_2/entries,   404",
        "/v1/settlements/stl_2/statement, 404",
        "/v1/settlements/nothing,         404",
    })
    void a_merchant_reads_its_own_only(String path, int status) {
        assertThat(edge.get(path, as(READ_ONLY)).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''          | -                                      | CSV",
                "?format=csv | application/pdf                        | CSV",
                "?format=pdf | text/csv                               | PDF",
                "?format=pdf | -                                      | PDF",
                "''          | application/pdf                        | PDF",
                "''          | Application/PDF; q=0.8                 | PDF",
                "''          | */*, application/pdf                   | PDF",
                "''          | application/pdf;q=0.4, text/csv        | CSV",
                "''          | text/csv;q=0.4, application/pdf        | PDF",
                "''          | application/pdf;q=0, */*               | CSV",
                "''          | application/pdf;q=0.3, */*;q=0.8       | CSV",
                "''          | text/html, application/json            | CSV",
            })
    void a_statement_is_of_the_format_that_is_named_or_else_the_one_that_is_rather_accepted(
            String query, String accept, String format) {
        String[] who = accept == null ? as(READ_ONLY) : as(READ_ONLY, "Accept", accept);
        HttpResponse<String> file = edge.get("/v1/settlements/stl_1/statement" + query, who);

        assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(format + " of stl_1 for Acme <Ltd> je_4 je_6 je_9 end");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(format.equals("PDF") ? "application/pdf" : "text/csv");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"stl_1." + format.toLowerCase(java.util.Locale.ROOT) + "\"");
        assertThat(file.headers().allValues("Vary")).contains("Accept");
    }

    @Test
    void a_header_that_cannot_be_read_is_named() {
        HttpResponse<String> file = edge.get("/v1/settlements/stl_1/statement", as(READ_ONLY, "Accept", ";;q=,\""));

        assertThat(file.statusCode()).isEqualTo(400);
        assertThat(json(file).get("detail").stringValue()).contains("Accept");
    }

    @Test
    void who_works_for_the_platform_reads_any_and_a_look_up_names_what_is_not_there() {
        assertThat(edge.get("/v1/settlements/stl_2", asOperator()).statusCode()).isEqualTo(200);

        JsonNode found =
                json(edge.post("/v1/settlements/lookup", "{\"keys\": [\"stl_2\", \"stl_1\", \"stl_3\"]}", as(ACME)));

        assertThat(found.get("results").propertyNames()).containsExactly("stl_1");
        assertThat(found.get("failed")).extracting(JsonNode::stringValue).containsExactly("stl_2", "stl_3");
        assertThat(edge.get("/v1/settlements/lookup?keys=stl_1,stl_2", asOperator())
                        .body())
                .contains("\"stl_1\":{", "\"stl_2\":{", "\"failed\":[]");
    }

    @Test
    void a_list_is_of_business_dates_status_and_currency_of_the_merchant_or_of_all() {
        edge.get("/v1/settlements?from=2011-03-01&to=2011-04-01&status=pending&currency=EUR&limit=7", as(ACME));
        assertThat(edge.views.dossierFilter)
                .isEqualTo(new DossierFilter("acme", 15_034, 15_065, "pending", "EUR", null, 7, null));

        edge.get("/v1/settlements", asOperator());
        assertThat(edge.views.dossierFilter)
                .isEqualTo(new DossierFilter(null, Integer.MIN_VALUE, Integer.MAX_VALUE, null, null, null, 100, null));
    }

    @Test
    void many_are_answered_each_in_its_place_whatever_is_wrong_with_one() {
        HttpResponse<String> made = edge.post(
                "/v1/settlements/batch",
                "{\"items\": ["
                        + String.join(
                                ",",
                                item("acme", "EUR", "2011-03-07"),
                                item("acme", "CHF", "2011-03-07"),
                                item("other", "EUR", "2011-02-30"),
                                item("other", "JPY", "2011-03-06"),
                                item("other", "EUR", "2011-03-05"))
                        + "]}",
                asOperator());

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        JsonNode results = json(made).get("results");
        assertThat(results)
                .extracting(each -> each.get("merchant_id").stringValue())
                .containsExactly("acme", "acme", "other", "other", "other");
        assertThat(results.get(0).get("id").stringValue()).isEqualTo("stl_15040");
        assertThat(results.get(1).at("/problem/code").stringValue()).isEqualTo("validation_failed");
        assertThat(results.get(2).at("/problem/errors/0/pointer").stringValue()).isEqualTo("/items/2/business_date");
        assertThat(results.get(3).get("status").stringValue()).isEqualTo("processing");
        assertThat(results.get(4).get("id").stringValue()).isEqualTo("stl_15038");
        assertThat(edge.core.sent).hasSize(4);
    }

    @Test
    void one_key_for_many_is_another_key_for_each() {
        edge.post(
                "/v1/settlements/batch",
                "{\"items\": ["
                        + String.join(
                                ",",
                                item("acme", "EUR", "2011-03-07"),
                                item("acme", "GBP", "2011-03-07"),
                                item("acme", "EUR", "2011-03-06"),
                                item("other", "EUR", "2011-03-07"))
                        + "]}",
                asOperator("Idempotency-Key", "night"));

        assertThat(edge.core.sent.stream()
                        .map(command -> ((CreateSettlement) command.getBody()).getMerchantId() + " "
                                + command.getIdempotencyKey())
                        .collect(Collectors.toSet()))
                .hasSize(4)
                .allMatch(key -> key.contains(" night "));
    }

    @Test
    void where_the_log_does_not_take_one_the_others_are_told_of_all_the_same() {
        edge.core.answer = command -> {
            if (command.getBody() instanceof CreateSettlement asked
                    && asked.getMerchantId().equals("other")) {
                throw new dev.kassa.edge.problem.Refusal(
                        dev.kassa.schema.ErrorCode.UNAVAILABLE, "The log did not take it; ask again shortly.");
            }
            return drawUp(command);
        };

        HttpResponse<String> made = edge.post(
                "/v1/settlements/batch",
                "{\"items\": [" + item("other", "EUR", "2011-03-07") + "," + item("acme", "EUR", "2011-03-07") + "]}",
                asOperator());

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(json(made).at("/results/0/problem/code").stringValue()).isEqualTo("unavailable");
        assertThat(json(made).at("/results/1/id").stringValue()).isEqualTo("stl_15040");
    }

    @Test
    void many_are_the_operators_to_ask_for_and_at_most_a_hundred() {
        String hundred = IntStream.range(0, 100)
                .mapToObj(i -> item("acme", "EUR", "2011-03-07"))
                .collect(Collectors.joining(",", "{\"items\": [", "]}"));

        assertThat(edge.post("/v1/settlements/batch", hundred, as(ACME)).statusCode())
                .isEqualTo(403);
        assertThat(edge.post(
                                "/v1/settlements/batch",
                                hundred.replace("[", "[" + item("acme", "EUR", "2011-03-07") + ","),
                                asOperator())
                        .statusCode())
                .isEqualTo(422);
        assertThat(edge.core.sent).isEmpty();
        assertThat(json(edge.post("/v1/settlements/batch", hundred, asOperator()))
                        .get("results"))
                .hasSize(100);
    }

    private static String item(String merchant, String currency, String date) {
        return "{\"merchant_id\": \"%s\", \"currency\": \"%s\", \"business_date\": \"%s\"}"
                .formatted(merchant, currency, date);
    }
}
