package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.schema.Currencies;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook: sheets of rows, a further one wherever one is full, and the control totals on the last.
 *
 * <p>Amounts and integers are numbers, exact as they stand in the file. A spreadsheet's number has 15 significant digits,
 * so what has more is written as words. Moments and dates are dates of the spreadsheet, in UTC; those before March 1900,
 * which it does not know, are words. Words are never a formula: a cell says of what kind it is.
 */
final class XlsxWriter implements TableWriter {
    /** The format's own limit. */
    static final int SHEET_ROWS_MAX = Worksheet.MAX_ROWS;

    private static final int FLUSH_ROWS = 256;
    private static final String DATE = "yyyy-mm-dd";
    private static final String TIME = "yyyy-mm-dd hh:mm:ss.000";
    private static final String INTEGER = "0";
    private static final String[] AMOUNTS = {"#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"};

    private final Workbook workbook;
    private final Table table;
    private final Kind[] kinds;
    private final ExportHeading heading;
    private final int sheetRowsMax;
    private final Tally tally;
    private final Times times = new Times();
    private final StringBuilder cell = new StringBuilder(32);
    private Worksheet sheet;
    private int sheets;
    private int next;
    private int unflushed;

    XlsxWriter(OutputStream out, Table table, ExportHeading heading) throws IOException {
        this(out, table, heading, SHEET_ROWS_MAX);
    }

    /** @param sheetRowsMax rows of a sheet, the names of the columns included */
    XlsxWriter(OutputStream out, Table table, ExportHeading heading, int sheetRowsMax) throws IOException {
        this.table = table;
        this.heading = heading;
        this.sheetRowsMax = sheetRowsMax;
        kinds = table.columns().stream().map(Column::kind).toArray(Kind[]::new);
        tally = new Tally(table);
        workbook = new Workbook(out, "Kassa", "1.0");
        workbook.setCompressionLevel(2);
        workbook.properties().setTitle(XlsxText.of(table.title() + " " + heading.exportId()));
        sheet = nextSheet();
    }

    private Worksheet nextSheet() {
        sheets++;
        Worksheet begun = workbook.newWorksheet(sheets == 1 ? table.title() : table.title() + " " + sheets);
        for (int i = 0; i < kinds.length; i++) {
            begun.inlineString(0, i, table.columns().get(i).name());
            begun.style(0, i).bold().set();
            begun.width(
                    i, Math.max(width(kinds[i]), table.columns().get(i).name().length() + 2.0));
        }
        begun.freezePane(0, 1);
        next = 1;
        return begun;
    }

    private static double width(Kind kind) {
        return switch (kind) {
            case TEXT -> 40;
            case CODE -> 34;
            case AMOUNT -> 18;
            case INTEGER -> 12;
            case TIME -> 24;
            case DATE -> 12;
        };
    }

    @Override
    public void row(Row row) throws IOException {
        tally.add(row);
        if (next == sheetRowsMax) {
            sheet.finish();
            sheet = nextSheet();
        }
        for (int i = 0; i < kinds.length; i++) {
            if (row.has(i)) {
                put(row, i);
            }
        }
        next++;
        if (++unflushed == FLUSH_ROWS) {
            sheet.flush();
            unflushed = 0;
        }
    }

    private void put(Row row, int column) {
        long number = row.number(column);
        switch (kinds[column]) {
            case TEXT, CODE -> sheet.inlineString(next, column, XlsxText.of(row.text(column)));
            case AMOUNT -> putAmount(sheet, next, column, number, tally.exponent(column));
            case INTEGER -> putInteger(sheet, next, column, number);
            case TIME -> putTime(sheet, next, column, number);
            case DATE -> putDate(sheet, next, column, number);
        }
    }

    private void putAmount(Worksheet into, int at, int column, long minor, int exponent) {
        cell.setLength(0);
        Decimals.append(cell, minor, exponent);
        if (Decimals.fitsSpreadsheet(minor)) {
            into.value(at, column, new Written(cell.toString()));
            into.style(at, column).format(AMOUNTS[exponent]).set();
        } else {
            into.inlineString(at, column, cell.toString());
            into.style(at, column).horizontalAlignment("right").set();
        }
    }

    private static void putInteger(Worksheet into, int at, int column, long number) {
        if (Decimals.fitsSpreadsheet(number)) {
            into.value(at, column, number);
            into.style(at, column).format(INTEGER).set();
        } else {
            into.inlineString(at, column, Long.toString(number));
            into.style(at, column).horizontalAlignment("right").set();
        }
    }

    private void putTime(Worksheet into, int at, int column, long epochMs) {
        cell.setLength(0);
        if (SheetDates.isKnown(Math.floorDiv(epochMs, Times.DAY_MS))) {
            SheetDates.append(cell, epochMs);
            into.value(at, column, new Written(cell.toString()));
            into.style(at, column).format(TIME).set();
        } else {
            times.append(cell, epochMs);
            into.inlineString(at, column, cell.toString());
        }
    }

    private void putDate(Worksheet into, int at, int column, long epochDay) {
        if (SheetDates.isKnown(epochDay)) {
            into.value(at, column, SheetDates.of(epochDay));
            into.style(at, column).format(DATE).set();
        } else {
            cell.setLength(0);
            times.appendDate(cell, epochDay);
            into.inlineString(at, column, cell.toString());
        }
    }

    @Override
    public ControlTotals finish() throws IOException {
        sheet.finish();
        ControlTotals totals = tally.totals();
        Worksheet last = workbook.newWorksheet("Control totals");
        last.width(0, 24);
        last.width(1, 40);
        last.width(2, 18);
        last.width(3, 24);
        int at = 0;
        for (Said said : said(totals)) {
            last.inlineString(at, 0, said.name);
            last.style(at, 0).bold().set();
            if (said.epochMs != null) {
                putTime(last, at, 1, said.epochMs);
            } else if (said.number != null) {
                putInteger(last, at, 1, said.number);
            } else {
                last.inlineString(at, 1, XlsxText.of(said.text));
            }
            at++;
        }
        putTotals(last, at + 1, totals);
        last.finish();
        workbook.finish();
        return totals;
    }

    private void putTotals(Worksheet into, int from, ControlTotals totals) {
        String[] names = {"column", "currency", "count", "sum"};
        for (int i = 0; i < names.length; i++) {
            into.inlineString(from, i, names[i]);
            into.style(from, i).bold().set();
        }
        int at = from;
        for (ControlTotals.Total total : totals.totals()) {
            at++;
            into.inlineString(at, 0, total.column());
            into.inlineString(at, 1, total.currency());
            putInteger(into, at, 2, total.count());
            putAmount(into, at, 3, total.sum(), Currencies.exponent(total.currency()));
        }
    }

    private List<Said> said(ControlTotals totals) {
        List<Said> said = new ArrayList<>();
        said.add(Said.text("export", heading.exportId()));
        said.add(Said.text("merchant", heading.merchantId()));
        said.add(Said.text("merchant_name", heading.merchantName()));
        said.add(Said.time("from", heading.fromMs()));
        said.add(Said.time("to", heading.toMs()));
        said.add(Said.time("made_at", heading.madeAtMs()));
        said.add(Said.text("time_zone", "UTC"));
        said.add(Said.text("position", heading.position()));
        said.add(Said.number("rows", totals.rows()));
        return said;
    }

    /** Nothing is open but the caller's stream. */
    @Override
    public void close() {}

    /** A line of what the file says of itself. */
    private record Said(
            String name,
            String text,
            @Nullable Long epochMs,
            @Nullable Long number) {
        static Said text(String name, String text) {
            return new Said(name, text, null, null);
        }

        static Said time(String name, long epochMs) {
            return new Said(name, "", epochMs, null);
        }

        static Said number(String name, long number) {
            return new Said(name, "", null, number);
        }
    }

    /** A number as it is written in the file, every digit of it. */
    private static final class Written extends Number {
        private static final long serialVersionUID = 1L;

        private final String digits;

        Written(String digits) {
            this.digits = digits;
        }

        @Override
        public String toString() {
            return digits;
        }

        @Override
        public int intValue() {
            return (int) doubleValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return Float.parseFloat(digits);
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(digits);
        }
    }
}
