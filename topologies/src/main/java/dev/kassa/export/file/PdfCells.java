package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import java.io.IOException;

/** A row's cells as they are printed. Not thread-safe. */
final class PdfCells {
    private final Kind[] kinds;
    private final Faces faces;
    private final Times times = new Times();
    private final StringBuilder cell = new StringBuilder(64);

    PdfCells(Table table, Faces faces) {
        kinds = table.columns().stream().map(Column::kind).toArray(Kind[]::new);
        this.faces = faces;
    }

    /** @param tally that the row was added to */
    String[] of(Row row, Tally tally) throws IOException {
        String[] cells = new String[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            cells[i] = row.has(i) ? of(row, i, tally) : "";
        }
        return cells;
    }

    private String of(Row row, int column, Tally tally) throws IOException {
        long number = row.number(column);
        return switch (kinds[column]) {
            case TEXT, CODE -> faces.printable(row.text(column));
            case AMOUNT -> Decimals.grouped(number, tally.exponent(column));
            case INTEGER -> Decimals.grouped(number, 0);
            case TIME -> times.toTheSecond(number);
            case DATE -> date(number);
        };
    }

    private String date(long epochDay) {
        cell.setLength(0);
        times.appendDate(cell, epochDay);
        return cell.toString();
    }
}
