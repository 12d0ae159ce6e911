package dev.kassa.export.file;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}.
 *
 * @param name as the API names the field: lower case, digits and {@code _}
 * @param currency of an amount the name of the column, of kind {@link Kind#CODE}, that holds its currency; null for all others
 * @param totalled whether the control totals sum it; amounts only
 */
public record Column(String name, Kind kind, @Nullable String currency, boolean totalled) {
    /** What a cell holds. Every kind may also be empty. */
    public enum Kind {
        /** Words that people write: any script, any length. Made harmless where a spreadsheet would take it for a formula. */
        TEXT,
        /**
         * An id, a currency, a status: one of our own words, of visible ASCII characters, not beginning with {@code #}. What a
         * merchant chose, as an order number, is {@link #TEXT}.
         */
        CODE,
        /** Minor units of the currency that another column of the row names; written in major units, {@code 12.99}. */
        AMOUNT,
        /** A count or a number without a unit. */
        INTEGER,
        /** A moment, in milliseconds since 1970-01-01T00:00:00Z; written in UTC. */
        TIME,
        /** A calendar date, in days since 1970-01-01. */
        DATE
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public Column {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a column's name is of a-z, 0-9 and _, and begins with a letter: " + name);
        }
        if ((kind == Kind.AMOUNT) != (currency != null)) {
            throw new IllegalArgumentException(
                    "an amount, and nothing else, names the column of its currency: " + name);
        }
        if (totalled && kind != Kind.AMOUNT) {
            throw new IllegalArgumentException("only amounts are totalled, in their currency: " + name);
        }
    }
}
