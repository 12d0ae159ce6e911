package dev.kassa.edge;

import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.edge.render.AuditJson;
import java.io.IOException;

/** The audit trail, for the operator. */
record AuditCalls(Intake intake, AuditTrail trail) {
    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Intake.requireOperator(read.caller());
        QueryParameters parameters =
                QueryParameters.of(exchange.query(), "actor", "action", "merchant", "from", "to", "limit", "cursor");
        exchange.answerJson(200, AuditJson.page(trail.page(parameters.auditFilter())));
    }
}
