package dev.kassa.export.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.schema.Currencies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * RFC 4180 in UTF-8, without a byte order mark: the names of the columns, the rows, and then lines that begin with
 * {@code #}.
 *
 * <p>Such a line says one thing in its first cell, {@code #total amount EUR 17 1234.50}, and its other cells are empty. So
 * the file is one table for every parser: each line has as many cells as the first. No row begins with {@code #}, since a
 * table's first column holds codes; whoever reads the file leaves out what does, as many parsers can be told
 * ({@code comment='#'}). The last line is {@code #rows}: a file without it is not whole.
 */
final class CsvWriter implements TableWriter {
    private static final int BUFFER_CHARS = 64 << 10;

    private final Writer out;
    private final CSVPrinter printer;
    private final Table table;
    private final Kind[] kinds;
    private final ExportHeading heading;
    private final Tally tally;
    private final Times times = new Times();
    private final StringBuilder cell = new StringBuilder(64);

    CsvWriter(OutputStream stream, Table table, ExportHeading heading) throws IOException {
        this.table = table;
        this.heading = heading;
        kinds = table.columns().stream().map(Column::kind).toArray(Kind[]::new);
        tally = new Tally(table);
        out = new BufferedWriter(new OutputStreamWriter(stream, UTF_8), BUFFER_CHARS);
        printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(table.columns().stream().map(Column::name));
    }

    @Override
    public void row(Row row) throws IOException {
        tally.add(row);
        for (int i = 0; i < kinds.length; i++) {
            printer.print(row.has(i) ? cell(row, i) : null);
        }
        printer.println();
    }

    private CharSequence cell(Row row, int column) {
        cell.setLength(0);
        return switch (kinds[column]) {
            case TEXT, CODE -> Harmless.text(row.text(column));
            case AMOUNT -> {
                Decimals.append(cell, row.number(column), tally.exponent(column));
                yield cell;
            }
            case INTEGER -> cell.append(row.number(column));
            case TIME -> {
                times.append(cell, row.number(column));
                yield cell;
            }
            case DATE -> {
                times.appendDate(cell, row.number(column));
                yield cell;
            }
        };
    }

    @Override
    public ControlTotals finish() throws IOException {
        ControlTotals totals = tally.totals();
        mark("export", heading.exportId() + " " + table.title().toLowerCase(Locale.ROOT));
        mark("merchant", heading.merchantId());
        mark("from", moment(heading.fromMs()));
        mark("to", moment(heading.toMs()));
        mark("made_at", moment(heading.madeAtMs()));
        mark("position", heading.position().replace(',', ' '));
        for (ControlTotals.Total total : totals.totals()) {
            mark(
                    "total",
                    total.column() + " " + total.currency() + " " + total.count() + " "
                            + Decimals.of(total.sum(), Currencies.exponent(total.currency())));
        }
        mark("rows", Long.toString(totals.rows()));
        out.flush();
        return totals;
    }

    /** Never quoted, or a parser that leaves out lines beginning with {@code #} would not see it: so it holds no comma. */
    private void mark(String name, String value) throws IOException {
        out.write('#');
        out.write(name);
        out.write(' ');
        out.write(value.replaceAll("[^\\x20-\\x7e]|[\",]", "_"));
        out.write(",".repeat(kinds.length - 1));
        out.write("\r\n");
    }

    private String moment(long epochMs) {
        StringBuilder text = new StringBuilder(24);
        times.append(text, epochMs);
        return text.toString();
    }

    /** Holds nothing that has to be let go of. */
    @Override
    public void close() {}
}
