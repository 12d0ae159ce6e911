package dev.kassa.edge;

import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.WithdrawalDecision;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.render.MoneyJson;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Withdrawals: asked for, approved by others, given up, and read. */
record WithdrawalCalls(Intake intake, Writes writes) {
    private static final String PATH = "/v1/withdrawals/";
    private static final String PATH_BY_NUMBER = "/v1/withdrawals?withdrawal_no=";

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "CreateWithdrawal", Body.REQUIRED);
        JsonNode body = write.body();
        String number = body.get("withdrawal_no").stringValue();
        JsonNode on = body.path("execute_on");
        writes.perform(
                exchange,
                write,
                new CreateWithdrawal(
                        write.merchantId(),
                        number,
                        body.get("amount").longValue(),
                        body.get("currency").stringValue(),
                        body.get("account_id").stringValue(),
                        WithdrawalSpeed.valueOf(
                                body.path("speed").asString("normal").toUpperCase(Locale.ROOT)),
                        on.isString() ? SettlementCalls.day(on.stringValue(), "/execute_on") : null),
                () -> new Writes.Pending(
                        PATH_BY_NUMBER + Lookups.encoded(number),
                        Lookups.pendingBody("withdrawal", "withdrawal_no", number)));
    }

    void approve(Exchange exchange) throws IOException {
        String id = exchange.pathParameter("id");
        Intake.Write write = intake.decisionOn(
                exchange, "Decision", queries -> owner(queries, id), "There is no withdrawal of this id.");
        decide(exchange, write, id, WithdrawalDecision.APPROVE);
    }

    void reject(Exchange exchange) throws IOException {
        String id = exchange.pathParameter("id");
        Intake.Write write = intake.decisionOn(
                exchange, "Decision", queries -> owner(queries, id), "There is no withdrawal of this id.");
        decide(exchange, write, id, WithdrawalDecision.REJECT);
    }

    private static Optional<String> owner(Queries queries, String id) {
        return Optional.ofNullable(queries.withdrawals(null, List.of(id)).get(id))
                .map(WithdrawalFact::getMerchantId);
    }

    /** Whoever may ask for one may take it back. */
    void cancel(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "Decision", Body.OPTIONAL);
        decide(exchange, write, exchange.pathParameter("id"), WithdrawalDecision.CANCEL);
    }

    private void decide(Exchange exchange, Intake.Write write, String id, WithdrawalDecision decision)
            throws IOException {
        writes.perform(
                exchange,
                write,
                new DecideWithdrawal(
                        write.merchantId(),
                        id,
                        decision,
                        write.body().path("reason").asString("")),
                () -> new Writes.Pending(PATH + Lookups.encoded(id), Lookups.pendingBody("withdrawal", "id", id)));
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        WithdrawalFact found = read.queries().withdrawals(merchant, List.of(id)).get(id);
        if (found == null) {
            throw read.missing(ErrorCode.NOT_FOUND, "There is no withdrawal of this id.");
        }
        exchange.answerJson(200, MoneyJson.withdrawal(found));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        QueryParameters parameters = QueryParameters.of(
                exchange.query(), "from", "to", "status", "currency", "withdrawal_no", "limit", "cursor");
        Queries.DossierFilter filter = parameters.withdrawalFilter(merchant);
        Queries.DossierPage<WithdrawalFact> page =
                Lookups.page(() -> read.queries().withdrawals(filter));
        exchange.answerJson(200, ViewJson.page(page.data(), page.nextCursor(), MoneyJson::write));
    }
}
