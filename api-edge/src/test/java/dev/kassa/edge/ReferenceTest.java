package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.edge.access.Caller;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Reference data and merchants' settings over HTTP, before a core that answers what it is told to. */
class ReferenceTest {
    private static final String RULE = "{\"expression\":\"amount > 5000\",\"action\":\"review\"}";
    private final EdgeUnderTest edge = new EdgeUnderTest();

    /** A core of one partition that accepts every change, at once in force. */
    @BeforeEach
    void acceptEveryChange() {
        edge.core.answer = command -> {
            if (!(command.getBody() instanceof ChangeReference asked)) {
                return Optional.empty();
            }
            ReferenceFact fact = new ReferenceFact(
                    asked.getKind(), asked.getKey(), 7L, asked.getBody(), command.getActor(), 1L, "r", 41L);
            edge.references.applied(new ReferenceApplied(7L, 0, 41L, 1L));
            return Optional.of(FakeCore.reply(201, fact));
        };
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void a_rule_goes_to_the_log_and_is_answered_with_its_version_and_from_where_it_holds() {
        HttpResponse<String> put = put("/v1/risk/rules/big", RULE);

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(put.body())
                .contains("\"object\":\"risk_rule\"", "\"version\":7", "\"enabled\":true")
                .contains("\"in_force_from\":[{\"partition\":0,\"offset\":41}]");
        ChangeReference sent = (ChangeReference) edge.core.last().getBody();
        assertThat(sent)
                .isEqualTo(new ChangeReference(
                        "risk-rule", "big", null, new RiskRuleBody("amount > 5000", RiskRuleAction.REVIEW, true)));
        assertThat(edge.get("/v1/risk/rules/big", asOperator()).body()).isEqualTo(put.body());
    }

    @Test
    void a_fee_schedule_is_written_in_percent_and_major_units() {
        put("/v1/fee-schedules/special", """
                {"rules": [{"currency": "EUR", "from": "2026-04-01", "bands": [
                  {"rate": "0.25", "fixed": "0.10", "maximum": "99"}, {"from_volume": "100000", "rate": "0.2"}]}]}
                """);

        FeeScheduleBody body =
                (FeeScheduleBody) ((ChangeReference) edge.core.last().getBody()).getBody();
        assertThat(body.getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getEffectiveFrom()).isEqualTo(20_544);
            assertThat(rule.getBands().getFirst().getRatePpm()).isEqualTo(2_500);
            assertThat(rule.getBands().getFirst().getFixed()).isEqualTo(1_000);
            assertThat(rule.getBands().getFirst().getMaximum()).isEqualTo(990_000);
            assertThat(rule.getBands().getLast().getFromVolume()).isEqualTo(1_000_000_000);
        });
    }

    @Test
    void what_is_expected_of_the_version_goes_with_the_change() {
        put("/v1/settings/risk.band.review", "{\"value\": 60}", "If-Match", "\"3\"");
        assertThat(((ChangeReference) edge.core.last().getBody()).getExpectedVersion())
                .isEqualTo(3);

        put("/v1/settings/risk.band.review", "{\"value\": \"60\"}", "If-None-Match", "*");
        assertThat(((ChangeReference) edge.core.last().getBody()).getExpectedVersion())
                .isZero();
    }

    @Test
    void a_change_that_does_not_hold_everywhere_in_time_is_under_way() {
        edge.core.answer = command -> Optional.of(FakeCore.reply(
                200, new ReferenceFact("setting", "x", 99L, new SettingBody("1"), "operator", 1L, null, 1L)));

        assertThat(put("/v1/settings/x", "{\"value\": 1}").statusCode()).isEqualTo(202);
    }

    @Test
    void a_rollback_sends_what_it_was_then() {
        edge.history = List.of(
                new ReferenceFact("setting", "risk.band.review", 2L, new SettingBody("40"), "operator", 1L, null, 1L),
                new ReferenceFact("setting", "risk.band.review", 5L, new SettingBody("55"), "operator", 1L, null, 9L));

        post("/v1/settings/risk.band.review/rollback", "{\"version\": 2}");

        assertThat(((ChangeReference) edge.core.last().getBody()).getBody()).isEqualTo(new SettingBody("40"));
        assertThat(post("/v1/settings/risk.band.review/rollback", "{\"version\": 3}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void what_was_removed_is_not_there_even_if_an_older_fact_comes_late() {
        ReferenceFact old = new ReferenceFact("setting", "x", 2L, new SettingBody("1"), "operator", 1L, null, 1L);
        edge.references.apply(old);
        assertThat(edge.get("/v1/settings/x", asOperator()).statusCode()).isEqualTo(200);

        edge.references.apply(new ReferenceFact("setting", "x", 3L, null, "operator", 1L, null, 2L));
        edge.references.apply(old);

        assertThat(edge.get("/v1/settings/x", asOperator()).statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/settings", asOperator()).body()).doesNotContain("\"id\":\"x\"");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/risk/rules/big     | {\"expression\":\"true\"}                            | 422 | /action",
                "/v1/risk/rules/big     | {\"expression\":\"true\",\"action\":\"allow\"}       | 422 | /action",
                "/v1/risk/rules/big     | {\"expression\":\"\",\"action\":\"review\"}          | 422 | /expression",
                "/v1/settings/x         | {\"value\":true}                                     | 422 | /value",
                "/v1/settings/x         | {\"value\":\"4\",\"more\":1}                         | 422 | /more",
                "/v1/exchange-rates/EUR | {\"rate\":\"1.1\",\"source\":\"ECB\"}                | 422 | /id",
                "/v1/exchange-rates/EUR-USD | {\"rate\":\"1,1\",\"source\":\"ECB\"}            | 422 | /rate",
                "/v1/fee-schedules/a    | {\"rules\":[{\"bands\":[{\"rate\":\"1e3\"}]}]}       | 422 | /rules/0/bands/0/rate",
                "/v1/fee-schedules/a    | {\"rules\":[{\"from\":\"2026-02-30\",\"bands\":[{}]}]} | 422 | /rules/0/from",
                "/v1/risk/blacklist/ip:192.0.2.1 | {}                                          | 422 | /reason",
            })
    void a_body_that_is_not_of_the_contract_names_its_field_and_never_reaches_the_log(
            String path, String body, int status, String pointer) {
        HttpResponse<String> put = put(path, body);

        assertThat(put.statusCode()).isEqualTo(status);
        assertThat(put.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void only_the_operator_changes_or_reads_what_all_merchants_share() {
        String[] acme = EdgeUnderTest.as(EdgeUnderTest.ACME);

        assertThat(edge.get("/v1/settings", acme).statusCode()).isEqualTo(403);
        assertThat(edge.get("/v1/system/tables", acme).statusCode()).isEqualTo(403);
        assertThat(edge.send(edge.request(
                                        "/v1/risk/rules/big",
                                        EdgeUnderTest.as(EdgeUnderTest.ACME, "Content-Type", "application/json"))
                                .PUT(BodyPublishers.ofString(RULE)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void a_merchant_is_changed_in_what_is_named_and_limits_can_be_taken_away() {
        patch("{\"tier\":\"premium\",\"limits\":{\"daily\":5000,\"currencies\":{\"JPY\":{\"single\":90}}}}");
        UpdateMerchant limited = (UpdateMerchant) edge.core.last().getBody();
        patch("{\"limits\":null,\"fee_schedule\":null}");
        UpdateMerchant freed = (UpdateMerchant) edge.core.last().getBody();

        assertThat(limited.getTier()).isEqualTo("premium");
        assertThat(limited.getStatus()).isNull();
        assertThat(limited.getLimits())
                .containsExactly(new LimitsFact(null, null, 5_000L, null), new LimitsFact("JPY", 90L, null, null));
        assertThat(freed.getLimits()).isEmpty();
        assertThat(freed.getFeeSchedule()).isEmpty();
        assertThat(patch("{}").statusCode()).isEqualTo(422);
        assertThat(patch("{\"country\":\"DE\"}").body()).contains("/country");
    }

    @Test
    void a_review_is_decided_by_whoever_may_approve_and_by_nobody_else() {
        String path = "/v1/payments/pay_1/review";
        String body = "{\"decision\":\"reject\",\"reason\":\"odd\"}";

        assertThat(edge.post(path, body, EdgeUnderTest.as(EdgeUnderTest.ACME)).statusCode())
                .isEqualTo(403);
        edge.post(path, body, asOperator("Kassa-Merchant", "acme", "Prefer", "wait=0"));

        assertThat(edge.core.sent)
                .singleElement()
                .satisfies(
                        sent -> assertThat(sent.getBody()).isEqualTo(new ReviewPayment("acme", "pay_1", false, "odd")));
        assertThat(new Caller.KeyHolder("k", "acme", List.of("approver"), null, "none").mayApprove())
                .isTrue();
    }

    @Test
    void a_person_of_the_platform_has_a_key_of_its_own_until_it_is_revoked() {
        HttpResponse<String> made = post("/v1/keys", "{\"name\":\"Ada\",\"scopes\":[\"approver\"]}");
        String key = EdgeUnderTest.json(made).get("key").stringValue();
        String id = EdgeUnderTest.json(made).get("id").stringValue();
        String review = "{\"decision\":\"reject\",\"reason\":\"odd\"}";
        edge.post(
                "/v1/payments/pay_1/review",
                review,
                EdgeUnderTest.as(key, "Kassa-Merchant", "acme", "Prefer", "wait=0"));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(edge.core.last().getActor()).isEqualTo("key:" + id);
        assertThat(edge.get("/v1/settings", EdgeUnderTest.as(key)).statusCode()).isEqualTo(200);
        assertThat(edge.get("/v1/audit", EdgeUnderTest.as(key)).statusCode()).isEqualTo(403);
        assertThat(edge.post("/v1/keys", "{\"name\":\"Eve\",\"scopes\":[\"operator\"]}", EdgeUnderTest.as(key))
                        .statusCode())
                .isEqualTo(403);
        assertThat(edge.get("/v1/keys", asOperator()).body())
                .contains("\"Ada\"")
                .doesNotContain(key.substring(12));
        assertThat(edge.get(
                                "/v1/settings",
                                EdgeUnderTest.as(key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a")))
                        .statusCode())
                .isEqualTo(401);

        edge.references.apply(new ReferenceFact("platform-key", id, 8L, null, "operator", 1L, null, 42L));

        assertThat(edge.get("/v1/settings", EdgeUnderTest.as(key)).statusCode()).isEqualTo(401);
    }

    @Test
    void the_queue_of_reviews_is_the_operators() {
        edge.views.payments.add(Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.REVIEW));
        edge.views.payments.add(Facts.payment("acme", "pay_2", "o-2", PaymentStatusCode.SUCCEEDED));

        assertThat(edge.get("/v1/risk/reviews", EdgeUnderTest.as(EdgeUnderTest.ACME))
                        .statusCode())
                .isEqualTo(403);
        assertThat(edge.get("/v1/risk/reviews", asOperator()).body())
                .contains("\"pay_1\"")
                .doesNotContain("\"pay_2\"")
                .endsWith("\"next_cursor\":null}");
    }

    @Test
    void the_tables_tell_how_often_they_were_asked() {
        edge.get("/v1/settings/none", asOperator());
        edge.get("/v1/merchants/acme", asOperator());

        assertThat(edge.get("/v1/system/tables", asOperator()).body())
                .containsPattern("\"table\":\"merchants\",\"entries\":2,\"hits\":[1-9]")
                .contains("\"table\":\"setting\",\"entries\":0,\"hits\":0,\"misses\":1");
        assertThat(edge.get("/metrics").body())
                .contains("kassa_table_misses_total{table=\"setting\"} 1.0", "kassa_table_age_seconds{");
    }

    private HttpResponse<String> put(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return edge.send(edge.request(path, asOperator(all)).PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String path, String body) {
        return edge.post(path, body, asOperator());
    }

    private HttpResponse<String> patch(String body) {
        return edge.send(
                edge.request("/v1/merchants/acme", asOperator("Content-Type", "application/json", "Prefer", "wait=0"))
                        .method("PATCH", BodyPublishers.ofString(body)));
    }

    @Test
    void a_setting_that_nobody_changed_is_shown_as_kassa_ships_with_it() {
        HttpResponse<String> shipped = edge.get("/v1/settings/risk.band.review", asOperator());

        assertThat(shipped.statusCode()).as(shipped.body()).isEqualTo(200);
        assertThat(shipped.headers().firstValue("ETag")).contains("\"0\"");
        assertThat(shipped.body()).isEqualTo("""
                {"id":"risk.band.review","object":"setting","version":0,"removed":false,"value":"51","shipped":true,\
                "shipped_value":"51","unit":"points","min":"0","max":"1000","description":"From which a person decides.",\
                "changed_by":null,"changed_at":null,"request_id":null,"in_force_from":[]}""");
        assertThat(edge.get("/v1/settings/risk.band.unheard", asOperator()).statusCode())
                .isEqualTo(404);
        assertThat(edge.get("/v1/risk/rules/risk.band.review", asOperator()).statusCode())
                .as("another kind ships with nothing")
                .isEqualTo(404);
    }

    @Test
    void a_setting_that_was_changed_is_shown_beside_what_it_was_and_back_once_it_is_removed() {
        ReferenceFact changed =
                new ReferenceFact("setting", "risk.band.review", 4L, new SettingBody("60"), "operator", 1L, "r", 41L);
        edge.references.apply(changed);
        assertThat(edge.get("/v1/settings/risk.band.review", asOperator()).body())
                .contains("\"version\":4", "\"value\":\"60\"", "\"shipped\":false", "\"shipped_value\":\"51\"")
                .contains("\"changed_by\":\"operator\"");

        ReferenceFact removed =
                ReferenceFact.newBuilder(changed).setVersion(5).setBody(null).build();
        edge.references.apply(removed);

        assertThat(edge.get("/v1/settings/risk.band.review", asOperator()).body())
                .contains("\"version\":0", "\"value\":\"51\"", "\"shipped\":true");
    }

    @Test
    void settings_are_listed_and_looked_up_changed_or_not_in_the_order_of_their_ids() {
        edge.references.apply(
                new ReferenceFact("setting", "risk.band.review", 4L, new SettingBody("60"), "operator", 1L, null, 41L));
        edge.references.apply(
                new ReferenceFact("setting", "of.another.time", 3L, new SettingBody("1"), "operator", 1L, null, 40L));

        List<String> pages = new ArrayList<>();
        String cursor = "";
        while (cursor != null && pages.size() < 10) {
            JsonNode page = EdgeUnderTest.json(edge.get("/v1/settings?limit=1" + cursor, asOperator()));
            page.get("data")
                    .forEach(entry -> pages.add(entry.get("id").stringValue() + " "
                            + entry.get("value").stringValue() + " "
                            + entry.path("shipped").asString("-")));
            JsonNode next = page.get("next_cursor");
            cursor = next.isNull() ? null : "&cursor=" + next.stringValue();
        }

        assertThat(pages)
                .containsExactly("of.another.time 1 -", "risk.amount.max 10000 true", "risk.band.review 60 false");
        assertThat(EdgeUnderTest.json(edge.get("/v1/settings", asOperator())).get("data"))
                .hasSize(3);
        HttpResponse<String> found =
                post("/v1/settings/lookup", "{\"keys\":[\"risk.amount.max\",\"risk.band.review\",\"nothing\"]}");
        assertThat(EdgeUnderTest.json(found)
                        .at("/results/risk.amount.max/version")
                        .longValue())
                .isZero();
        assertThat(EdgeUnderTest.json(found)
                        .at("/results/risk.band.review/version")
                        .longValue())
                .isEqualTo(4);
        assertThat(found.body()).contains("\"failed\":[\"nothing\"]");
    }

    @Test
    void a_first_change_may_expect_what_is_shipped() {
        put("/v1/settings/risk.band.review", "{\"value\": 60}", "If-Match", "\"0\"");

        assertThat(((ChangeReference) edge.core.last().getBody()).getExpectedVersion())
                .isZero();
    }

    @Test
    void a_setting_that_was_never_changed_has_an_empty_history() {
        HttpResponse<String> history = edge.get("/v1/settings/risk.band.review/history", asOperator());

        assertThat(history.statusCode()).as(history.body()).isEqualTo(200);
        assertThat(EdgeUnderTest.json(history).get("data")).isEmpty();
        assertThat(edge.get("/v1/settings/unheard/history", asOperator()).statusCode())
                .isEqualTo(404);
    }
}
