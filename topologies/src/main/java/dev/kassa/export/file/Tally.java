package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.export.file.ControlTotals.Total;
import dev.kassa.schema.Currencies;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Checks each row before any of it is written, and adds it up. Not thread-safe. */
final class Tally {
    private final Table table;
    private final List<Column> columns;
    private final Kind[] kinds;
    private final int[] currencyColumns;
    private final int[] exponents;
    private final List<TreeMap<String, Sum>> sums = new ArrayList<>();
    private long rows;

    Tally(Table table) {
        this.table = table;
        columns = table.columns();
        kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        exponents = new int[kinds.length];
        currencyColumns = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            String currency = columns.get(i).currency();
            currencyColumns[i] = currency == null ? -1 : table.index(currency);
            sums.add(new TreeMap<>());
        }
    }

    /** As {@link TableWriter#row} throws; a row that it refuses is not counted. */
    void add(Row row) {
        if (row.table() != table && !row.table().equals(table)) {
            throw new IllegalArgumentException("a row of " + row.table().title() + " in a file of " + table.title());
        }
        if (!row.isFull()) {
            throw new IllegalArgumentException("a row of " + table.title() + " has an end too early");
        }
        for (int i = 0; i < kinds.length; i++) {
            if (row.has(i)) {
                check(row, i);
            }
        }
        for (int i = 0; i < kinds.length; i++) {
            if (columns.get(i).totalled() && row.has(i)) {
                sums.get(i)
                        .computeIfAbsent(row.text(currencyColumns[i]), _ -> new Sum())
                        .add(row.number(i));
            }
        }
        rows++;
    }

    /** Decimal places of an amount of the row that was added last. */
    int exponent(int column) {
        return exponents[column];
    }

    long rows() {
        return rows;
    }

    ControlTotals totals() {
        List<Total> totals = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            String column = columns.get(i).name();
            sums.get(i).forEach((currency, sum) -> totals.add(new Total(column, currency, sum.count, sum.minor)));
        }
        return new ControlTotals(rows, totals);
    }

    private void check(Row row, int column) {
        switch (kinds[column]) {
            case AMOUNT -> exponents[column] = exponentOf(row, column);
            case TIME -> require(Times.isMoment(row.number(column)), column, "is no moment of the years 0001 to 9999");
            case DATE -> require(Times.isDay(row.number(column)), column, "is no date of the years 0001 to 9999");
            case CODE ->
                require(!row.text(column).startsWith("#"), column, "begins with #, which marks the lines of totals");
            case TEXT, INTEGER -> {}
        }
    }

    private int exponentOf(Row row, int column) {
        int currency = currencyColumns[column];
        require(row.has(currency), column, "has no currency");
        return Currencies.exponent(row.text(currency));
    }

    private void require(boolean right, int column, String what) {
        if (!right) {
            throw new IllegalArgumentException(
                    "row " + (rows + 1) + ": " + columns.get(column).name() + " " + what);
        }
    }

    /** One currency of one column, minor units. */
    private static final class Sum {
        private long count;
        private long minor;

        void add(long amount) {
            minor = Math.addExact(minor, amount);
            count++;
        }
    }
}
