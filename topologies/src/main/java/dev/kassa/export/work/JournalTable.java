package dev.kassa.export.work;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** The journal of an export: a row for each leg. For one thread. */
final class JournalTable extends ExportTable {
    private final boolean wide;

    JournalTable(boolean wide) {
        super(wide ? wide() : narrow());
        this.wide = wide;
    }

    private static Table wide() {
        return Table.titled("Journal")
                .code("entry_id")
                .code("merchant_id")
                .code("kind")
                .code("payment_id")
                .code("refund_id")
                .code("account")
                .code(CURRENCY)
                .totalled("debit", CURRENCY)
                .totalled("credit", CURRENCY)
                .time("occurred_at")
                .time("posted_at")
                .integer("partition")
                .integer("sequence")
                .build();
    }

    private static Table narrow() {
        return Table.titled("Journal")
                .code("entry_id")
                .time("posted_at")
                .code("kind")
                .code("account")
                .code(CURRENCY)
                .totalled("debit", CURRENCY)
                .totalled("credit", CURRENCY)
                .build();
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        EntryFact entry = (EntryFact) fact;
        for (LegFact leg : entry.getLegs()) {
            to.row(wide ? wide(entry, leg) : narrow(entry, leg));
        }
        return entry.getLegs().size();
    }

    private static Row sides(Row row, LegFact leg) {
        return leg.getDebit() > 0
                ? row.amount(leg.getDebit()).none()
                : row.none().amount(leg.getCredit());
    }

    private Row wide(EntryFact entry, LegFact leg) {
        Row row = begin().code(entry.getId())
                .code(entry.getMerchantId())
                .code(entry.getKind())
                .code(entry.getPaymentId())
                .code(entry.getRefundId())
                .code(leg.getAccount())
                .code(leg.getCurrency());
        return sides(row, leg)
                .time(entry.getOccurredAtMs())
                .time(entry.getPostedAtMs())
                .integer(entry.getPartition())
                .integer(entry.getSequence());
    }

    private Row narrow(EntryFact entry, LegFact leg) {
        Row row = begin().code(entry.getId())
                .time(entry.getPostedAtMs())
                .code(entry.getKind())
                .code(leg.getAccount())
                .code(leg.getCurrency());
        return sides(row, leg);
    }
}
