package dev.kassa.edge;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementDecision;
import dev.kassa.avro.SettlementFact;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.MoneyJson;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import dev.kassa.port.Queries.EntryPage;
import dev.kassa.port.Statements;
import dev.kassa.port.Statements.Format;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Settlements: asked for one at a time or many at once, decided on, and read with their entries. */
record SettlementCalls(Intake intake, Writes writes, Merchants merchants, Statements statements) {
    private static final String PATH = "/v1/settlements/";
    private static final int ENTRIES_PER_PAGE = 500;

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "CreateSettlement", Body.REQUIRED);
        CreateSettlement command = command(write.merchantId(), write.body(), "");
        writes.perform(exchange, write, command, () -> pending(command));
    }

    /** @param at where the body is in what was sent; empty: it is all of it */
    static CreateSettlement command(String merchantId, JsonNode body, String at) {
        return new CreateSettlement(
                merchantId,
                body.get("currency").stringValue(),
                day(body.get("business_date").stringValue(), at + "/business_date"),
                null);
    }

    static int day(String text, String pointer) {
        try {
            return Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            throw CommandBodies.invalid(pointer, "must be a date such as 2026-01-31");
        }
    }

    private static Writes.Pending pending(CreateSettlement command) {
        String date = MoneyJson.date(command.getBusinessDate());
        return new Writes.Pending(
                "/v1/settlements?from=%s&to=%s"
                        .formatted(date, LocalDate.parse(date).plusDays(1)),
                Lookups.pendingBody("settlement", "business_date", date));
    }

    /** Many at once, for several merchants; what is wrong with one is told in its place and leaves the others be. */
    void createBatch(Exchange exchange) throws IOException {
        new SettlementBatch(intake, writes).create(exchange);
    }

    void approve(Exchange exchange) throws IOException {
        decide(exchange, SettlementDecision.APPROVE);
    }

    void reject(Exchange exchange) throws IOException {
        decide(exchange, SettlementDecision.REJECT);
    }

    /** A rejected one is looked at again, a failed one tried again. */
    void run(Exchange exchange) throws IOException {
        decide(exchange, SettlementDecision.RUN);
    }

    private void decide(Exchange exchange, SettlementDecision decision) throws IOException {
        String id = exchange.pathParameter("id");
        Intake.Write write = intake.decisionOn(
                exchange,
                "Decision",
                queries -> Optional.ofNullable(
                                queries.settlements(null, List.of(id)).get(id))
                        .map(SettlementFact::getMerchantId),
                "There is no settlement of this id.");
        writes.perform(
                exchange,
                write,
                new DecideSettlement(
                        write.merchantId(),
                        id,
                        decision,
                        write.body().path("reason").asString("")),
                () -> new Writes.Pending(PATH + Lookups.encoded(id), Lookups.pendingBody("settlement", "id", id)));
    }

    void get(Exchange exchange) throws IOException {
        exchange.answerJson(200, MoneyJson.settlement(one(exchange, intake.read(exchange, null))));
    }

    private SettlementFact one(Exchange exchange, Intake.Read read) {
        String id = exchange.pathParameter("id");
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        SettlementFact found = read.queries().settlements(merchant, List.of(id)).get(id);
        if (found == null) {
            throw read.missing(ErrorCode.NOT_FOUND, "There is no settlement of this id.");
        }
        return found;
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        QueryParameters parameters =
                QueryParameters.of(exchange.query(), "from", "to", "status", "currency", "limit", "cursor");
        Queries.DossierFilter filter = parameters.settlementFilter(merchant);
        Queries.DossierPage<SettlementFact> page =
                Lookups.page(() -> read.queries().settlements(filter));
        exchange.answerJson(200, ViewJson.page(page.data(), page.nextCursor(), MoneyJson::write));
    }

    void lookup(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, "Lookup"), Lookups::keys);
    }

    void lookupByQuery(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, null), _ -> Lookups.keys(exchange));
    }

    private void answer(Exchange exchange, Intake.Read read, Function<JsonNode, List<String>> asked)
            throws IOException {
        String merchant = intake.merchantIfNamed(read, exchange).orElse(null);
        List<String> keys = asked.apply(read.body());
        Map<String, SettlementFact> found = read.queries().settlements(merchant, keys);
        exchange.answerJson(200, ViewJson.found(keys, found, MoneyJson::write));
    }

    void entries(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        SettlementFact settlement = one(exchange, read);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "limit", "cursor");
        int limit = parameters.limit();
        String cursor = parameters.text("cursor");
        EntryPage page = Lookups.page(
                () -> read.queries().settledEntries(settlement.getMerchantId(), settlement.getId(), limit, cursor));
        exchange.answerJson(200, ViewJson.page(page.data(), page.nextCursor(), ViewJson::entry));
    }

    /** The settlement with every entry, as a file that adds up. Entries are read and written a page at a time. */
    void statement(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Format format = format(exchange);
        SettlementFact settlement = one(exchange, read);
        MerchantFact merchant = merchants
                .find(settlement.getMerchantId())
                .orElseThrow(
                        () -> new Refusal(ErrorCode.UNAVAILABLE, "The merchant is not read yet; ask again shortly."));
        exchange.answerHeader("Vary", "Accept");
        exchange.answerHeader(
                "Content-Disposition", "attachment; filename=\"%s.%s\"".formatted(settlement.getId(), format.word()));
        try (OutputStream out = exchange.answerStream(200, format.contentType(), -1)) {
            Statements.Writing statement = statements.begin(format, settlement, merchant, out);
            String cursor = null;
            do {
                EntryPage page = read.queries()
                        .settledEntries(settlement.getMerchantId(), settlement.getId(), ENTRIES_PER_PAGE, cursor);
                for (EntryFact entry : page.data()) {
                    statement.entry(entry);
                }
                cursor = page.nextCursor();
            } while (cursor != null);
            statement.end();
        }
    }

    /** What the parameter names, else what the caller would rather have. */
    private static Format format(Exchange exchange) {
        List<String> words = Stream.of(Format.values()).map(Format::word).toList();
        String named = QueryParameters.of(exchange.query(), "format").oneOf("format", words);
        return named == null ? preferred(exchange.header("Accept")) : Format.values()[words.indexOf(named)];
    }

    /** By quality, then by how exactly it is named (RFC 9110, 12.5.1); CSV where neither is named. */
    private static Format preferred(@Nullable String accept) {
        QuotedQualityCSV ranges = new QuotedQualityCSV(QuotedQualityCSV.MOST_SPECIFIC_MIME_ORDERING);
        try {
            ranges.addValue(accept == null ? "*/*" : accept);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.MALFORMED_REQUEST, "The header Accept cannot be read.");
        }
        for (String range : ranges.getValues()) {
            switch (range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
                case "application/pdf", "application/*" -> {
                    return Format.PDF;
                }
                case "text/csv", "text/*", "*/*" -> {
                    return Format.CSV;
                }
                default -> {}
            }
        }
        return Format.CSV;
    }
}
