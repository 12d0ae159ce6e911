package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.SettlementStatusCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever nonsense is said of settlements, withdrawals, accounts and terms: the field is named, and nothing reaches the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyNonsenseTest {
    private static final String WITHDRAWAL =
            "{\"withdrawal_no\": \"W-1\", \"amount\": 100000, \"currency\": \"EUR\", \"account_id\": \"ba_1\"}";
    private static final String ACCOUNT = "{\"currency\": \"EUR\", \"country\": \"DE\", \"holder\": \"Acme <Ltd>\","
            + " \"account_number\": \"DE89370400440532013000\"}";
    private static final String TERMS =
            "{\"settlement\": {\"cycle\": \"weekly\", \"cut_off\": \"17:30\", \"term_days\": 2,"
                    + " \"calendar\": \"TARGET\", \"reserve_bp\": 500, \"reserve_days\": 90, \"minimum\": 100000,"
                    + " \"auto_approve_below\": 5000000}}";

    private EdgeUnderTest edge;

    @BeforeAll
    void start() {
        edge = new EdgeUnderTest();
        edge.views.settlements.add(MoneyFacts.settlement("acme", "stl_1", SettlementStatusCode.PENDING));
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/settlements       | {}                                                                        | /currency",
                "/v1/settlements       | {\"currency\": \"EUR\"}                                                   | /business_date",
                "/v1/settlements       | {\"currency\": \"euro\", \"business_date\": \"2011-03-07\"}               | /currency",
                "/v1/settlements       | {\"currency\": 978, \"business_date\": \"2011-03-07\"}                    | /currency",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": 20110307}                      | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": 99999999999999999999999}       | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": null}                          | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": \"2011-02-29\"}                | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": \"2011-13-01\"}                | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": \"2011-03-07T00:00:00Z\"}      | /business_date",
                "/v1/settlements       | {\"currency\": \"EUR\", \"business_date\": \"2011-03-07\", \"net\": 1}    | /net",
                "/v1/settlements/batch | {}                                                                        | /items",
                "/v1/settlements/batch | {\"items\": []}                                                           | /items",
                "/v1/settlements/batch | {\"items\": {}}                                                           | /items",
                "/v1/settlements/batch | {\"items\": [7]}                                                          | /items/0",
                "/v1/settlements/lookup | {\"keys\": []}                                                           | /keys",
                "/v1/settlements/lookup | {\"keys\": [1]}                                                          | /keys/0",
                "/v1/settlements/stl_1/reject | {\"reason\": 7}                                                    | /reason",
                "/v1/settlements/stl_1/reject | {\"because\": \"x\"}                                               | /because",
            })
    void a_settlement_that_makes_no_sense_is_refused_by_its_field(String path, String body, String pointer) {
        HttpResponse<String> answer = edge.post(path, body, asOperator("Kassa-Merchant", "acme"));

        refused(answer, pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/settlements?from=yesterday,                  /from",
        "/v1/settlements?to=2011-02-30,                   /to",
        "/v1/settlements?from=%2B999999999-12-31,         /from",
        "/v1/settlements?status=paid,                     /status",
        "/v1/settlements?limit=501,                       /limit",
        "/v1/settlements?limit=-1,                        /limit",
        "/v1/settlements?colour=red,                      /colour",
        "/v1/settlements?cursor=bad,                      /cursor",
        "/v1/settlements/stl_1/entries?limit=0,           /limit",
        "/v1/settlements/stl_1/entries?cursor=bad,        /cursor",
        "/v1/settlements/stl_1/statement?format=docx,     /format",
    })
    void a_question_about_settlements_that_makes_no_sense_is_refused_by_its_parameter(String path, String pointer) {
        HttpResponse<String> answer = edge.get(path, as(ACME));

        refused(answer, pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | /withdrawal_no",
                "W-1 -> W 1                                            | /withdrawal_no",
                "100000 -> 0                                           | /amount",
                "100000 -> -1                                          | /amount",
                "100000 -> 1.5                                         | /amount",
                "100000 -> 1e5                                         | /amount",
                "100000 -> \"100000\"                                  | /amount",
                "100000 -> 99999999999999999999999999                  | /amount",
                "\"EUR\" -> \"EURO\"                                   | /currency",
                "\"EUR\" -> null                                       | /currency",
                "\"ba_1\" -> \"\"                                      | /account_id",
                "\"ba_1\" -> 7                                         | /account_id",
                "} -> , \"speed\": \"fast\"}                           | /speed",
                "} -> , \"execute_on\": \"tomorrow\"}                  | /execute_on",
                "} -> , \"execute_on\": \"2011-02-30\"}                | /execute_on",
                "} -> , \"fee\": 0}                                    | /fee",
            })
    void a_withdrawal_that_makes_no_sense_is_refused_by_its_field(String change, String pointer) {
        String[] parts = change.split(" -> ", -1);
        String body = parts.length == 1 ? change : WITHDRAWAL.replace(parts[0], parts[1]);

        refused(edge.post("/v1/withdrawals", body, as(ACME)), pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | /currency",
                "\"DE\" -> \"Germany\"                           | /country",
                "\"Acme <Ltd>\" -> \"\"                          | /holder",
                "DE89370400440532013000 -> 123                   | /account_number",
                "DE89370400440532013000 -> 4111111111111111      | /account_number",
                "\"DE89370400440532013000\" -> 89370400440532    | /account_number",
                "} -> , \"bank_code\": 7}                        | /bank_code",
                "} -> , \"status\": \"verified\"}                | /status",
            })
    void an_account_that_makes_no_sense_is_refused_by_its_field(String change, String pointer) {
        String[] parts = change.split(" -> ", -1);
        String body = parts.length == 1 ? change : ACCOUNT.replace(parts[0], parts[1]);

        refused(edge.post("/v1/bank-accounts", body, as(ACME)), pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/withdrawals?from=2011-03-07, /from",
        "/v1/withdrawals?status=paid,     /status",
        "/v1/withdrawals?cursor=bad,      /cursor",
        "/v1/withdrawals?limit=1000,      /limit",
        "/v1/bank-accounts?status=new,    /status",
        "/v1/bank-accounts?from=1,        /from",
        "/v1/bank-accounts?cursor=bad,    /cursor",
    })
    void a_question_about_withdrawals_that_makes_no_sense_is_refused_by_its_parameter(String path, String pointer) {
        refused(edge.get(path, as(ACME)), pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"weekly\" -> \"hourly\"          | /settlement/cycle",
                "17:30 -> 24:00                    | /settlement/cut_off",
                "17:30 -> 5 pm                     | /settlement/cut_off",
                "\"term_days\": 2 -> \"term_days\": -1                 | /settlement/term_days",
                "\"term_days\": 2 -> \"term_days\": 99999999999999999  | /settlement/term_days",
                "\"term_days\": 2 -> \"term_days\": \"2\"              | /settlement/term_days",
                "\"TARGET\" -> \"the ECB's\"       | /settlement/calendar",
                "500 -> 10001                      | /settlement/reserve_bp",
                "90 -> 731                         | /settlement/reserve_days",
                "100000, -> -1,                    | /settlement/minimum",
                "5000000 -> 99999999999999999999   | /settlement/auto_approve_below",
                "\"cycle\" -> \"colour\"           | /settlement/colour",
            })
    void terms_that_make_no_sense_are_refused_by_their_field(String edit, String pointer) {
        String[] parts = edit.split(" -> ", -1);

        HttpResponse<String> answer =
                change("PATCH", "/v1/merchants/acme", TERMS.replace(parts[0], parts[1]), asOperator());

        refused(answer, pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                           | /name",
                "{\"name\": \"\"}                             | /name",
                "{\"name\": 7}                                | /name",
                "{\"name\": \"x\", \"business_day\": \"no\"}  | /business_day",
                "{\"name\": \"x\", \"date\": \"2026-10-01\"}  | /date",
            })
    void a_holiday_that_makes_no_sense_is_refused_by_its_field(String body, String pointer) {
        HttpResponse<String> answer = change("PUT", "/v1/holidays/CN-2026-10-01", body, asOperator());

        refused(answer, pointer);
    }

    private HttpResponse<String> change(String method, String path, String body, String[] who) {
        return edge.send(edge.request(path, who)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private void refused(HttpResponse<String> answer, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(edge.core.sent).isEmpty();
    }
}
