package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;
import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.RATE_LIMITED;

import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.ShadowJson;
import dev.kassa.port.Shadows;
import dev.kassa.port.Shadows.FeeChange;
import dev.kassa.port.Shadows.RuleChange;
import dev.kassa.port.Shadows.Run;
import dev.kassa.port.Shadows.Start;
import dev.kassa.port.Shadows.Window;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a changed fee schedule or risk rule would have done: runs are started, and looked at until they are done. For the operator. */
record ShadowCalls(Intake intake, Shadows shadows, InstantSource clock) {
    private static final String PATH = "/v1/shadow-runs/";

    void ofFeeSchedule(Exchange exchange) throws IOException {
        JsonNode body = asked(exchange, "ShadowFeeSchedule");
        String id = exchange.pathParameter("id");
        FeeScheduleBody changed = (FeeScheduleBody) ReferenceKind.FEE_SCHEDULE.body(id, body, clock.instant());
        Set<String> merchants = new HashSet<>();
        body.path("merchants").forEach(merchant -> merchants.add(merchant.stringValue()));
        tell(exchange, shadows.start(new FeeChange(id, changed, merchants), window(body)));
    }

    void ofRule(Exchange exchange) throws IOException {
        JsonNode body = asked(exchange, "ShadowRiskRule");
        String id = exchange.pathParameter("id");
        RiskRuleBody changed = (RiskRuleBody) ReferenceKind.RISK_RULE.body(id, body, clock.instant());
        tell(exchange, shadows.start(new RuleChange(id, changed), window(body)));
    }

    void get(Exchange exchange) throws IOException {
        Intake.requireStaff(intake.read(exchange, null).caller());
        exchange.answerJson(200, ShadowJson.run(found(exchange.pathParameter("id"))));
    }

    private JsonNode asked(Exchange exchange, String schema) {
        Intake.Write write = intake.operatorWrite(exchange, schema);
        exchange.notes().about(exchange.pathParameter("id"));
        return write.body();
    }

    private void tell(Exchange exchange, Start start) throws IOException {
        switch (start) {
            case Start.Started(String id) -> {
                exchange.answerHeader("Location", PATH + id);
                exchange.answerJson(202, ShadowJson.run(found(id)));
            }
            case Start.Refused(String pointer, String sentence) -> throw invalid(pointer, sentence);
            case Start.Busy() -> throw new Refusal(RATE_LIMITED, "Another shadow run is under way.");
        }
    }

    private Run found(String id) {
        return shadows.run(id).orElseThrow(() -> new Refusal(NOT_FOUND, "There is no shadow run of this id."));
    }

    private static Window window(JsonNode body) {
        return new Window(day(body, "from"), day(body, "to"));
    }

    private static LocalDate day(JsonNode body, String field) {
        try {
            return LocalDate.parse(body.get(field).stringValue());
        } catch (DateTimeException e) {
            throw invalid("/" + field, "must be a calendar date");
        }
    }
}
