package dev.kassa.export.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.SettlementFact;
import dev.kassa.export.file.Decimals;
import dev.kassa.export.statement.StatementSums.Added;
import dev.kassa.export.statement.StatementSums.Line;
import dev.kassa.port.Statements;
import dev.kassa.schema.Currencies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * A statement as CSV (RFC 4180): a row for each entry with what it added to pending and to available, then the totals by
 * kind, then the lines that add up to the net amount. Amounts in major units. Nothing in it needs quoting: ids, words, dates
 * and numbers only.
 */
final class CsvStatement implements Statements.Writing {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final SettlementFact settlement;
    private final StatementSums sums;
    private final int exponent;
    private final Writer out;

    CsvStatement(SettlementFact settlement, OutputStream out) throws IOException {
        this.settlement = settlement;
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        sums = new StatementSums(settlement);
        exponent = Currencies.exponent(settlement.getCurrency());
        row("settlement", settlement.getId(), settlement.getMerchantId(), settlement.getCurrency(), "");
        row("business dates", date(settlement.getFromDate()), date(settlement.getBusinessDate()), "", "");
        row("entry", "kind", "occurred_at", "pending", "available");
    }

    @Override
    public void entry(EntryFact entry) throws IOException {
        Added added = sums.add(entry);
        String at = TIME.format(Instant.ofEpochMilli(entry.getOccurredAtMs()));
        row(entry.getId(), entry.getKind(), at, money(added.pending()), money(added.available()));
    }

    @Override
    public void end() throws IOException {
        sums.prove();
        for (KindTotal total : sums.drawn().getTotals()) {
            String entries = Long.toString(total.getEntries());
            row("total", total.getKind(), entries, money(total.getPending()), money(total.getAvailable()));
        }
        line(new Line("entries add to pending", sums.pending()));
        for (Line line : sums.owed()) {
            line(line);
        }
        for (Line line : sums.beside()) {
            line(line);
        }
        line(sums.net());
        out.flush();
    }

    private void line(Line line) throws IOException {
        row(line.name(), "", "", money(line.amount()), "");
    }

    private String money(long minor) {
        return Decimals.of(minor, exponent);
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private void row(String... cells) throws IOException {
        out.write(String.join(",", cells));
        out.write("\r\n");
    }
}
