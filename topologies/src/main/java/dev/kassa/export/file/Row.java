package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row's cells, filled from left to right and used again for the next row: {@code row.begin().code(id).amount(1299)…}.
 * Nothing is allocated for a row. Not thread-safe.
 *
 * <p>Each method fills the next cell and throws {@link IllegalStateException} where that cell is of another kind or the row
 * is full; a bug of whoever fills it.
 */
public final class Row {
    private final Table table;
    private final Kind[] kinds;
    private final @Nullable String[] texts;
    private final long[] numbers;
    private final boolean[] filled;
    private int next;

    Row(Table table) {
        this.table = table;
        kinds = table.columns().stream().map(Column::kind).toArray(Kind[]::new);
        texts = new String[kinds.length];
        numbers = new long[kinds.length];
        filled = new boolean[kinds.length];
    }

    /** Empties it. */
    public Row begin() {
        next = 0;
        Arrays.fill(filled, false);
        return this;
    }

    /** Words of a person; null: empty. */
    public Row text(@Nullable String words) {
        return put(Kind.TEXT, words);
    }

    /** A word of ours; null: empty. */
    public Row code(@Nullable String word) {
        return put(Kind.CODE, word);
    }

    /** Minor units; the cell that holds the currency may be filled before or after. */
    public Row amount(long minorUnits) {
        return put(Kind.AMOUNT, minorUnits);
    }

    public Row integer(long number) {
        return put(Kind.INTEGER, number);
    }

    /** Milliseconds since 1970-01-01T00:00:00Z, of the years 0001 to 9999. */
    public Row time(long epochMs) {
        return put(Kind.TIME, epochMs);
    }

    /** Days since 1970-01-01, of the years 0001 to 9999. */
    public Row date(long epochDay) {
        return put(Kind.DATE, epochDay);
    }

    /** Leaves the next cell empty, whatever its kind. */
    public Row none() {
        advance();
        return this;
    }

    Table table() {
        return table;
    }

    boolean isFull() {
        return next == kinds.length;
    }

    /** Whether the cell holds anything; where not, its text or number is that of some row before. */
    boolean has(int column) {
        return filled[column];
    }

    /** Of a cell that holds words. */
    String text(int column) {
        String text = texts[column];
        if (text == null || !filled[column]) {
            throw new IllegalStateException(table.columns().get(column).name() + " is empty");
        }
        return text;
    }

    /** Of a cell that holds a number. */
    long number(int column) {
        return numbers[column];
    }

    private Row put(Kind kind, @Nullable String text) {
        int column = advance(kind);
        texts[column] = text;
        filled[column] = text != null;
        return this;
    }

    private Row put(Kind kind, long number) {
        int column = advance(kind);
        numbers[column] = number;
        filled[column] = true;
        return this;
    }

    private int advance(Kind kind) {
        int column = advance();
        if (kinds[column] != kind) {
            throw new IllegalStateException(
                    table.columns().get(column).name() + " is " + kinds[column] + ", and was given " + kind);
        }
        return column;
    }

    private int advance() {
        if (next == kinds.length) {
            throw new IllegalStateException(table.title() + " has " + kinds.length + " columns; the row is full");
        }
        return next++;
    }
}
