package dev.kassa.export.work;

import dev.kassa.avro.PaymentFact;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** The payments of an export. For one thread. */
final class PaymentTable extends ExportTable {
    private final boolean wide;

    PaymentTable(boolean wide) {
        super(wide ? wide() : narrow());
        this.wide = wide;
    }

    private static Table wide() {
        return Table.titled("Payments")
                .code("id")
                .code("merchant_id")
                .text("order_no")
                .code("status")
                .code(CURRENCY)
                .totalled("amount", CURRENCY)
                .totalled("amount_captured", CURRENCY)
                .totalled("amount_refunded", CURRENCY)
                .totalled("fee", CURRENCY)
                .text("channel")
                .text("channel_reference")
                .text("failure_code")
                .text("description")
                .date("business_date")
                .time("occurred_at")
                .time("created_at")
                .time("updated_at")
                .build();
    }

    private static Table narrow() {
        return Table.titled("Payments")
                .code("id")
                .time("occurred_at")
                .text("order_no")
                .code("status")
                .code(CURRENCY)
                .totalled("amount", CURRENCY)
                .totalled("amount_captured", CURRENCY)
                .totalled("amount_refunded", CURRENCY)
                .totalled("fee", CURRENCY)
                .text("description")
                .build();
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        PaymentFact payment = (PaymentFact) fact;
        to.row(wide ? wide(payment) : narrow(payment));
        return 1;
    }

    private Row wide(PaymentFact payment) {
        return begin().code(payment.getId())
                .code(payment.getMerchantId())
                .text(payment.getOrderNo())
                .code(lower(payment.getStatus()))
                .code(payment.getCurrency())
                .amount(payment.getAmount())
                .amount(payment.getAmountCaptured())
                .amount(payment.getAmountRefunded())
                .amount(payment.getFee())
                .text(payment.getChannel())
                .text(payment.getChannelReference())
                .text(failureCode(payment.getFailure()))
                .text(payment.getDescription())
                .date(payment.getBusinessDate())
                .time(payment.getOccurredAtMs())
                .time(payment.getCreatedAtMs())
                .time(payment.getUpdatedAtMs());
    }

    private Row narrow(PaymentFact payment) {
        return begin().code(payment.getId())
                .time(payment.getOccurredAtMs())
                .text(payment.getOrderNo())
                .code(lower(payment.getStatus()))
                .code(payment.getCurrency())
                .amount(payment.getAmount())
                .amount(payment.getAmountCaptured())
                .amount(payment.getAmountRefunded())
                .amount(payment.getFee())
                .text(payment.getDescription());
    }
}
