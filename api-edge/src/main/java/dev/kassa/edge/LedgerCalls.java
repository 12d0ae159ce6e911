package dev.kassa.edge;

import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import java.io.IOException;

/** Balances, and the journal behind them. */
record LedgerCalls(Intake intake, Queries queries) {
    void balances(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        QueryParameters.of(exchange.query());
        exchange.answerJson(200, ViewJson.balances(queries.balances(merchant)));
    }

    void trialBalance(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Intake.requireStaff(read.caller());
        QueryParameters.of(exchange.query());
        intake.awaitPosition(read);
        exchange.answerJson(200, ViewJson.trialBalance(queries.trialBalance()));
    }

    void entries(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        String paymentId = QueryParameters.of(exchange.query(), "payment_id").required("payment_id");
        exchange.answerJson(200, ViewJson.entries(queries.entries(merchant, paymentId)));
    }
}
