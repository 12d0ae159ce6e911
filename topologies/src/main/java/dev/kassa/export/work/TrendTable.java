package dev.kassa.export.work;

import dev.kassa.avro.TrendCounts;
import dev.kassa.avro.TrendRow;
import dev.kassa.export.TrendOrder;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import dev.kassa.figure.Granularity;
import dev.kassa.figure.Rate;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecordBase;

/** The trends of an export, named as the report of payments over time names them: amount and count are of what succeeded. For one thread. */
final class TrendTable extends ExportTable {
    private final Granularity granularity;
    private final boolean byChannel;
    private final boolean byCountry;
    private final boolean wide;

    TrendTable(TrendOrder order, boolean wide) {
        super(table(order, wide));
        granularity = order.granularity();
        byChannel = order.byChannel();
        byCountry = order.byCountry();
        this.wide = wide;
    }

    private static Table table(TrendOrder order, boolean wide) {
        Table.Builder table = Table.titled("Trends").code("period");
        if (order.byChannel()) {
            table.code("channel");
        }
        if (order.byCountry()) {
            table.text("country");
        }
        table.code(CURRENCY).totalled("amount", CURRENCY).integer("count").integer("failed");
        if (wide) {
            table.integer("other_ended").integer("created").amount("created_amount", CURRENCY);
        }
        table.totalled("refunded", CURRENCY).integer("refunds");
        if (wide) {
            table.integer("refunds_failed");
        }
        return table.totalled("fee", CURRENCY).code("success_rate").build();
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        TrendRow trend = (TrendRow) fact;
        TrendCounts counts = trend.getCounts();
        Row row = begin().code(granularity.periodOf(LocalDate.ofEpochDay(trend.getPeriod())));
        if (byChannel) {
            row.code(trend.getChannel());
        }
        if (byCountry) {
            row.text(trend.getCountry());
        }
        row.code(trend.getCurrency())
                .amount(counts.getAmount())
                .integer(counts.getSucceeded())
                .integer(counts.getFailed());
        if (wide) {
            row.integer(counts.getOtherEnded()).integer(counts.getCreated()).amount(counts.getCreatedAmount());
        }
        row.amount(counts.getRefunded()).integer(counts.getRefunds());
        if (wide) {
            row.integer(counts.getRefundsFailed());
        }
        to.row(row.amount(counts.getFee())
                .code(Rate.of(counts.getSucceeded(), counts.getSucceeded() + counts.getFailed())));
        return 1;
    }
}
