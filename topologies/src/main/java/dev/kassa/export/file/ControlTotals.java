package dev.kassa.export.file;

import java.util.List;

/**
 * What a file's rows come to, as it stands at the end of the file.
 *
 * @param rows of the file, without its heading and totals
 * @param totals one per totalled column and currency: in the order of the columns, then by currency
 */
public record ControlTotals(long rows, List<Total> totals) {
    public ControlTotals {
        totals = List.copyOf(totals);
    }

    /**
     * One column's amounts in one currency.
     *
     * @param column the column's name
     * @param currency ISO 4217 code
     * @param count cells that hold an amount in it
     * @param sum minor units
     */
    public record Total(String column, String currency, long count, long sum) {}
}
