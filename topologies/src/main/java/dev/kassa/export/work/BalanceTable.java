package dev.kassa.export.work;

import dev.kassa.avro.BalanceRow;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** The balances of an export. For one thread. */
final class BalanceTable extends ExportTable {
    BalanceTable() {
        super(Table.titled("Balances")
                .code("merchant_id")
                .code(CURRENCY)
                .totalled("pending", CURRENCY)
                .totalled("available", CURRENCY)
                .totalled("reserve", CURRENCY)
                .totalled("in_transit", CURRENCY)
                .totalled("refund_hold", CURRENCY)
                .totalled("dispute_hold", CURRENCY)
                .build());
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        BalanceRow balance = (BalanceRow) fact;
        to.row(begin().code(balance.getMerchantId())
                .code(balance.getCurrency())
                .amount(balance.getPending())
                .amount(balance.getAvailable())
                .amount(balance.getReserve())
                .amount(balance.getInTransit())
                .amount(balance.getRefundHold())
                .amount(balance.getDisputeHold()));
        return 1;
    }
}
