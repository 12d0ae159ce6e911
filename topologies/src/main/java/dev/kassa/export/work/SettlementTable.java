package dev.kassa.export.work;

import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecordBase;

/** The settlements of an export: the lines of each add up to its net amount. For one thread. */
final class SettlementTable extends ExportTable {
    private final boolean wide;

    SettlementTable(boolean wide) {
        super(wide ? wide() : narrow());
        this.wide = wide;
    }

    private static Table wide() {
        return Table.titled("Settlements")
                .code("id")
                .code("merchant_id")
                .code("business_date")
                .code("from_date")
                .code("due_on")
                .code("status")
                .code(CURRENCY)
                .totalled("gross", CURRENCY)
                .totalled("refunds", CURRENCY)
                .totalled("refunds_from_available", CURRENCY)
                .totalled("chargebacks", CURRENCY)
                .totalled("fees", CURRENCY)
                .totalled("other", CURRENCY)
                .totalled("reserve_held", CURRENCY)
                .totalled("reserve_released", CURRENCY)
                .totalled("carried_in", CURRENCY)
                .totalled("carried_out", CURRENCY)
                .totalled("net", CURRENCY)
                .code("entries")
                .time("created_at")
                .time("updated_at")
                .build();
    }

    private static Table narrow() {
        return Table.titled("Settlements")
                .code("id")
                .code("business_date")
                .code("status")
                .code(CURRENCY)
                .totalled("gross", CURRENCY)
                .totalled("refunds", CURRENCY)
                .totalled("fees", CURRENCY)
                .totalled("carried_in", CURRENCY)
                .totalled("carried_out", CURRENCY)
                .totalled("net", CURRENCY)
                .build();
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        SettlementFact settlement = (SettlementFact) fact;
        SettlementLines lines = settlement.getLines();
        if (lines == null) {
            throw new IllegalStateException(settlement.getId() + " is a fact and was not drawn up");
        }
        to.row(wide ? wide(settlement, lines) : narrow(settlement, lines));
        return 1;
    }

    private Row wide(SettlementFact settlement, SettlementLines lines) {
        Integer dueOn = settlement.getDueOn();
        return begin().code(settlement.getId())
                .code(settlement.getMerchantId())
                .code(date(settlement.getBusinessDate()))
                .code(date(settlement.getFromDate()))
                .code(dueOn == null ? "" : date(dueOn))
                .code(lower(settlement.getStatus()))
                .code(settlement.getCurrency())
                .amount(lines.getGross())
                .amount(lines.getRefunds())
                .amount(lines.getRefundsFromAvailable())
                .amount(lines.getChargebacks())
                .amount(lines.getFees())
                .amount(lines.getOther())
                .amount(settlement.getReserveHeld())
                .amount(settlement.getReserveReleased())
                .amount(settlement.getCarriedIn())
                .amount(settlement.getCarriedOut())
                .amount(settlement.getNet())
                .code(Long.toString(lines.getEntries()))
                .time(settlement.getCreatedAtMs())
                .time(settlement.getUpdatedAtMs());
    }

    private Row narrow(SettlementFact settlement, SettlementLines lines) {
        return begin().code(settlement.getId())
                .code(date(settlement.getBusinessDate()))
                .code(lower(settlement.getStatus()))
                .code(settlement.getCurrency())
                .amount(lines.getGross())
                .amount(lines.getRefunds())
                .amount(lines.getFees())
                .amount(settlement.getCarriedIn())
                .amount(settlement.getCarriedOut())
                .amount(settlement.getNet());
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
