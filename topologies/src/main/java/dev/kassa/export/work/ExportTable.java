package dev.kassa.export.work;

import dev.kassa.avro.FailureFact;
import dev.kassa.export.ExportKind;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.file.ExportFormat;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import dev.kassa.port.Snapshots;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * How facts become the rows of a file. A page has room for fewer columns than a sheet, so a PDF leaves some out; what is
 * totalled is the same in all. For one thread.
 */
abstract class ExportTable {
    /** The column that amounts are in the currency of. */
    static final String CURRENCY = "currency";

    private final Table table;
    private final Row row;

    ExportTable(Table table) {
        this.table = table;
        this.row = table.newRow();
    }

    static ExportTable of(ExportOrder order) {
        boolean wide = order.format() != ExportFormat.PDF;
        return switch (order.kind()) {
            case PAYMENTS -> new PaymentTable(wide);
            case REFUNDS -> new RefundTable(wide);
            case SETTLEMENTS -> new SettlementTable(wide);
            case JOURNAL -> new JournalTable(wide);
            case BALANCES -> new BalanceTable();
            case TRENDS -> new TrendTable(Objects.requireNonNull(order.trend(), "no order of trends"), wide);
        };
    }

    /**
     * What is asked of the views.
     *
     * @throws IllegalArgumentException for trends, which views know nothing of
     */
    static Snapshots.Kind source(ExportKind kind) {
        return switch (kind) {
            case PAYMENTS -> Snapshots.Kind.PAYMENTS;
            case REFUNDS -> Snapshots.Kind.REFUNDS;
            case SETTLEMENTS -> Snapshots.Kind.SETTLEMENTS;
            case JOURNAL -> Snapshots.Kind.ENTRIES;
            case BALANCES -> Snapshots.Kind.BALANCES;
            case TRENDS -> throw new IllegalArgumentException("trends are no rows of views");
        };
    }

    Table table() {
        return table;
    }

    /**
     * Writes what a fact comes to.
     *
     * @return how many rows that were
     */
    abstract int write(SpecificRecordBase fact, TableWriter to) throws IOException;

    Row begin() {
        return row.begin();
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String failureCode(@Nullable FailureFact failure) {
        return failure == null ? null : failure.getCode();
    }
}
