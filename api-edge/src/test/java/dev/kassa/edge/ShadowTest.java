package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.port.Shadows;
import dev.kassa.port.Shadows.FeeChange;
import dev.kassa.port.Shadows.FeeRow;
import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.RuleChange;
import dev.kassa.port.Shadows.Start;
import dev.kassa.port.Shadows.Window;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowTest {
    private static final String FEES = "/v1/fee-schedules/special/shadow";
    private static final String RULE = "/v1/risk/rules/big/shadow";
    private static final Window WINDOW = new Window(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
    private static final String FEE_BODY = """
            {"from": "2026-03-01", "to": "2026-03-31", "merchants": ["acme"],
             "rules": [{"currency": "EUR", "bands": [{"rate": "0.8", "minimum": "0.50"}]}]}""";
    private static final String RULE_BODY = """
            {"from": "2026-03-01", "to": "2026-03-31", "expression": "amount > 5", "action": "reject"}""";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void a_changed_schedule_is_run_over_the_window() {
        HttpResponse<String> answer = edge.post(FEES, FEE_BODY, "Authorization", "Bearer " + Facts.OPERATOR_KEY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/shadow-runs/shr_1");
        FeeBandBody band = new FeeBandBody(0L, 8_000, 0L, 5_000L, null);
        FeeRuleBody rule = new FeeRuleBody("EUR", null, null, null, List.of(band));
        assertThat(edge.shadows.asked)
                .containsExactly(new FeeChange("special", new FeeScheduleBody(List.of(rule)), Set.of("acme")), WINDOW);
    }

    @Test
    void a_changed_rule_is_run_over_the_window() {
        HttpResponse<String> answer = edge.post(RULE, RULE_BODY, "Authorization", "Bearer " + Facts.OPERATOR_KEY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(edge.shadows.asked)
                .containsExactly(
                        new RuleChange("big", new RiskRuleBody("amount > 5", RiskRuleAction.REJECT, true)), WINDOW);
    }

    @Test
    void a_run_tells_how_far_it_is_and_what_it_found() {
        edge.shadows.run = new Shadows.Run(
                "shr_1",
                Shadows.Status.COMPLETED,
                9,
                9,
                new Report.OfFees(List.of(new FeeRow("acme", "EUR", 2, 100, 80, 0))),
                null);

        HttpResponse<String> answer =
                edge.get("/v1/shadow-runs/shr_1", "Authorization", "Bearer " + Facts.OPERATOR_KEY);

        assertThat(EdgeUnderTest.JSON.readTree(answer.body())).isEqualTo(EdgeUnderTest.JSON.readTree("""
                        {"id": "shr_1", "object": "shadow_run", "status": "completed", "read": 9, "total": 9,
                         "failure": null, "data": [{"merchant_id": "acme", "currency": "EUR", "payments": 2,
                           "fee_before": 100, "fee_after": 80, "difference": -20, "not_fitting": 0}]}"""));
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "/v1/fee-schedules/special/shadow, merchant, 403",
        "/v1/risk/rules/big/shadow, merchant, 403",
        "/v1/shadow-runs/shr_1, merchant, 403",
        "/v1/shadow-runs/shr_2, operator, 404",
    })
    void runs_are_for_the_operator(String path, String who, int status) {
        String key = "Bearer " + (who.equals("operator") ? Facts.OPERATOR_KEY : EdgeUnderTest.ACME);
        String body = path.contains("rules") ? RULE_BODY : FEE_BODY;

        HttpResponse<String> answer = path.contains("shadow-runs")
                ? edge.get(path, "Authorization", key)
                : edge.post(path, body, "Authorization", key);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(edge.shadows.asked).isEmpty();
    }

    @Test
    void a_change_that_makes_no_sense_is_refused_with_its_place() {
        edge.shadows.next = new Start.Refused("/expression", "1:3: no such variable");

        HttpResponse<String> answer = edge.post(RULE, RULE_BODY, "Authorization", "Bearer " + Facts.OPERATOR_KEY);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"/expression\"", "1:3: no such variable");
    }

    @Test
    void a_second_run_at_the_same_time_is_told_to_come_again() {
        edge.shadows.next = new Start.Busy();

        assertThat(edge.post(FEES, FEE_BODY, "Authorization", "Bearer " + Facts.OPERATOR_KEY)
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void a_date_that_there_is_not_is_refused() {
        HttpResponse<String> answer = edge.post(
                FEES, FEE_BODY.replace("2026-03-31", "2026-02-30"), "Authorization", "Bearer " + Facts.OPERATOR_KEY);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/to");
    }
}
