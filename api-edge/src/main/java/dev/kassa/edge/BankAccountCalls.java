package dev.kassa.edge;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.BankAccountDecision;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.render.MoneyJson;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The bank accounts that merchants withdraw to: added, verified by another, put out of use, and read. */
record BankAccountCalls(Intake intake, Writes writes) {
    private static final String PATH = "/v1/bank-accounts/";

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "AddBankAccount", Body.REQUIRED);
        JsonNode body = write.body();
        writes.perform(
                exchange,
                write,
                new AddBankAccount(
                        write.merchantId(),
                        body.get("currency").stringValue(),
                        body.get("country").stringValue(),
                        body.get("holder").stringValue(),
                        body.get("account_number").stringValue(),
                        body.path("bank_code").isString()
                                ? body.get("bank_code").stringValue()
                                : null),
                () -> new Writes.Pending(
                        "/v1/bank-accounts",
                        Lookups.pendingBody(
                                "bank_account", "currency", body.get("currency").stringValue())));
    }

    void verify(Exchange exchange) throws IOException {
        decide(exchange, BankAccountDecision.VERIFY);
    }

    void reject(Exchange exchange) throws IOException {
        decide(exchange, BankAccountDecision.REJECT);
    }

    void disable(Exchange exchange) throws IOException {
        decide(exchange, BankAccountDecision.DISABLE);
    }

    private void decide(Exchange exchange, BankAccountDecision decision) throws IOException {
        String id = exchange.pathParameter("id");
        Intake.Write write = intake.decisionOn(
                exchange,
                "Decision",
                queries -> Optional.ofNullable(
                                queries.bankAccounts(null, List.of(id)).get(id))
                        .map(BankAccountFact::getMerchantId),
                "There is no bank account of this id.");
        writes.perform(
                exchange,
                write,
                new DecideBankAccount(
                        write.merchantId(),
                        id,
                        decision,
                        write.body().path("reason").asString("")),
                () -> new Writes.Pending(PATH + Lookups.encoded(id), Lookups.pendingBody("bank_account", "id", id)));
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        BankAccountFact found =
                read.queries().bankAccounts(merchant, List.of(id)).get(id);
        if (found == null) {
            throw read.missing(ErrorCode.NOT_FOUND, "There is no bank account of this id.");
        }
        exchange.answerJson(200, MoneyJson.bankAccount(found));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "status", "currency", "limit", "cursor");
        Queries.DossierFilter filter = parameters.bankAccountFilter(merchant);
        Queries.DossierPage<BankAccountFact> page =
                Lookups.page(() -> read.queries().bankAccounts(filter));
        exchange.answerJson(200, ViewJson.page(page.data(), page.nextCursor(), MoneyJson::write));
    }
}
