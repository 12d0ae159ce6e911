package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file's rows look like. Immutable.
 *
 * <pre>{@code
 * Table payments = Table.titled("Payments")
 *         .code("id").code("currency").totalled("amount", "currency").text("description").time("created_at")
 *         .build();
 * }</pre>
 *
 * @param title for people, as {@code Payments}
 * @param columns from left to right, 1 to 200, each with a name of its own; the first holds codes, so that no row can be taken
 *     for a line of totals
 */
public record Table(String title, List<Column> columns) {
    private static final int COLUMNS_MAX = 200;

    public Table {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
            throw new IllegalArgumentException("a table has 1 to " + COLUMNS_MAX + " columns, not " + columns.size());
        }
        if (columns.getFirst().kind() != Kind.CODE) {
            throw new IllegalArgumentException("a table's first column holds codes, as an id");
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
        for (Column column : columns) {
            if (column.currency() != null
                    && columns.get(indexIn(columns, column.currency())).kind() != Kind.CODE) {
                throw new IllegalArgumentException(column.currency() + " holds no code, so no currency");
            }
        }
    }

    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** A row to fill and hand over, again and again. */
    public Row newRow() {
        return new Row(this);
    }

    /** @throws IllegalArgumentException where no column has the name */
    public int index(String name) {
        return indexIn(columns, name);
    }

    private static int indexIn(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column " + name);
    }

    /** Adds columns from left to right. Not thread-safe. */
    public static final class Builder {
        private final String title;
        private final List<Column> columns = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        public Builder text(String name) {
            return add(new Column(name, Kind.TEXT, null, false));
        }

        public Builder code(String name) {
            return add(new Column(name, Kind.CODE, null, false));
        }

        /** An amount that is not summed. */
        public Builder amount(String name, String currencyColumn) {
            return add(new Column(name, Kind.AMOUNT, currencyColumn, false));
        }

        /** An amount that the control totals sum per currency. */
        public Builder totalled(String name, String currencyColumn) {
            return add(new Column(name, Kind.AMOUNT, currencyColumn, true));
        }

        public Builder integer(String name) {
            return add(new Column(name, Kind.INTEGER, null, false));
        }

        public Builder time(String name) {
            return add(new Column(name, Kind.TIME, null, false));
        }

        public Builder date(String name) {
            return add(new Column(name, Kind.DATE, null, false));
        }

        public Builder add(Column column) {
            columns.add(column);
            return this;
        }

        public Table build() {
            return new Table(title, columns);
        }
    }
}
