package dev.kassa.export.statement;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.export.file.Decimals;
import dev.kassa.export.file.PdfFonts;
import dev.kassa.export.file.PdfFront;
import dev.kassa.export.file.PdfFront.Block;
import dev.kassa.export.file.PdfFront.Said;
import dev.kassa.export.file.PdfTableWriter;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import dev.kassa.export.statement.StatementSums.Added;
import dev.kassa.export.statement.StatementSums.Line;
import dev.kassa.port.Statements;
import dev.kassa.schema.Currencies;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A statement to read and print: whose, of which dates and when it is paid out; the totals by kind and the lines that add up
 * to the net amount; then every entry, with their sums at the end. Amounts in major units, as in {@link CsvStatement}.
 */
final class PdfStatement implements Statements.Writing {
    private static final Table ENTRIES = Table.titled("Settlement statement")
            .code("entry")
            .code("kind")
            .time("occurred_at")
            .code("currency")
            .totalled("pending", "currency")
            .totalled("available", "currency")
            .build();

    private final SettlementFact settlement;
    private final StatementSums sums;
    private final int exponent;
    private final TableWriter writer;
    private final Row row = ENTRIES.newRow();

    PdfStatement(SettlementFact settlement, MerchantFact merchant, OutputStream out) throws IOException {
        this.settlement = settlement;
        sums = new StatementSums(settlement);
        exponent = Currencies.exponent(settlement.getCurrency());
        writer = new PdfTableWriter(out, ENTRIES, front(merchant), PdfFonts.standard());
    }

    private PdfFront front(MerchantFact merchant) {
        String to = date(settlement.getBusinessDate());
        String from = date(settlement.getFromDate());
        Integer dueOn = settlement.getDueOn();
        List<Said> said = List.of(
                new Said("Merchant", merchant.getId()),
                new Said("Settlement", settlement.getId()),
                new Said("Business date", from.equals(to) ? to : from + " to " + to),
                new Said("Time zone", merchant.getTimezone() + " (of business dates; times below are UTC)"),
                new Said("Currency", settlement.getCurrency()),
                new Said("Payout day", dueOn == null ? "not set yet" : date(dueOn)),
                new Said("Status", settlement.getStatus().name().toLowerCase(Locale.ROOT)));
        return new PdfFront(
                ENTRIES.title(),
                merchant.getName(),
                said,
                List.of(totals(), lines()),
                "Entries",
                String.join(" · ", ENTRIES.title(), merchant.getId(), settlement.getId()));
    }

    private Block totals() {
        List<List<String>> rows = sums.drawn().getTotals().stream()
                .map(total -> List.of(
                        total.getKind().replace('_', ' '),
                        Decimals.grouped(total.getEntries(), 0),
                        money(total.getPending()),
                        money(total.getAvailable())))
                .toList();
        return new Block("Totals by kind", List.of("Kind", "Entries", "Pending", "Available"), rows);
    }

    private Block lines() {
        List<List<String>> rows = new ArrayList<>();
        for (Line line : sums.owed()) {
            rows.add(row(line));
        }
        for (Line line : sums.beside()) {
            rows.add(row(line));
        }
        rows.add(row(sums.net()));
        return new Block("Net amount", List.of("Line", "", "", settlement.getCurrency()), rows);
    }

    private List<String> row(Line line) {
        return List.of(line.name(), "", "", money(line.amount()));
    }

    @Override
    public void entry(EntryFact entry) throws IOException {
        Added added = sums.add(entry);
        writer.row(row.begin()
                .code(entry.getId())
                .code(entry.getKind())
                .time(entry.getOccurredAtMs())
                .code(settlement.getCurrency())
                .amount(added.pending())
                .amount(added.available()));
    }

    @Override
    public void end() throws IOException {
        sums.prove();
        writer.finish();
    }

    private String money(long minor) {
        return Decimals.grouped(minor, exponent);
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
