package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.edge.job.CheckBoard;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.CheckJson;
import dev.kassa.edge.render.ViewJson;
import java.io.IOException;
import java.util.List;

/** Balances, the journal behind them, and what checks of it came to. */
record LedgerCalls(Intake intake, CheckBoard board) {
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

    void checks(Exchange exchange) throws IOException {
        Intake.requireStaff(intake.read(exchange, null).caller());
        QueryParameters parameters = QueryParameters.of(exchange.query(), "limit", "cursor");
        int limit = parameters.limit();
        List<LedgerCheckFact> page = board.checks(parameters.text("cursor"), limit + 1);
        boolean more = page.size() > limit;
        List<LedgerCheckFact> shown = more ? page.subList(0, limit) : page;
        exchange.answerJson(200, CheckJson.checks(shown, more ? CheckBoard.cursor(shown.getLast()) : null));
    }

    void check(Exchange exchange) throws IOException {
        Intake.requireStaff(intake.read(exchange, null).caller());
        exchange.answerJson(
                200,
                CheckJson.check(board.check(exchange.pathParameter("id"))
                        .orElseThrow(() -> new Refusal(NOT_FOUND, "There is no check of this id."))));
    }

    void entries(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        String paymentId = QueryParameters.of(exchange.query(), "payment_id").required("payment_id");
        exchange.answerJson(200, ViewJson.entries(read.queries().entries(merchant, paymentId)));
    }
}
