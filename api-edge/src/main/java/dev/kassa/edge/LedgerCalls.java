package dev.kassa.edge;

import dev.kassa.edge.render.ViewJson;
import java.io.IOException;

/** Balances, and the journal behind them. */
record LedgerCalls(Intake intake) {
    void balances(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        Long asOfMs = QueryParameters.of(exchange.query(), "as_of").asOf();
        exchange.answerJson(200, ViewJson.balances(read.queries().balances(merchant, asOfMs)));
    }

    void trialBalance(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Intake.requireStaff(read.caller());
        QueryParameters.of(exchange.query());
        exchange.answerJson(200, ViewJson.trialBalance(read.queries().trialBalance()));
    }

    void entries(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        String paymentId = QueryParameters.of(exchange.query(), "payment_id").required("payment_id");
        exchange.answerJson(200, ViewJson.entries(read.queries().entries(merchant, paymentId)));
    }
}
