package dev.kassa.export.work;

import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** The refunds of an export: {@code amount_refunded} is that of those that succeeded, {@code amount} what was asked for. For one thread. */
final class RefundTable extends ExportTable {
    private final boolean wide;

    RefundTable(boolean wide) {
        super(wide ? wide() : narrow());
        this.wide = wide;
    }

    private static Table wide() {
        return Table.titled("Refunds")
                .code("id")
                .code("payment_id")
                .code("merchant_id")
                .text("order_no")
                .text("refund_no")
                .code("status")
                .code(CURRENCY)
                .totalled("amount", CURRENCY)
                .totalled("amount_refunded", CURRENCY)
                .text("reason")
                .text("channel")
                .text("channel_reference")
                .text("failure_code")
                .time("occurred_at")
                .time("created_at")
                .time("updated_at")
                .build();
    }

    private static Table narrow() {
        return Table.titled("Refunds")
                .code("id")
                .time("occurred_at")
                .text("order_no")
                .text("refund_no")
                .code("status")
                .code(CURRENCY)
                .totalled("amount", CURRENCY)
                .totalled("amount_refunded", CURRENCY)
                .text("reason")
                .build();
    }

    @Override
    int write(SpecificRecordBase fact, TableWriter to) throws IOException {
        RefundFact refund = (RefundFact) fact;
        to.row(wide ? wide(refund) : narrow(refund));
        return 1;
    }

    private static long refunded(RefundFact refund) {
        return refund.getStatus() == RefundStatusCode.SUCCEEDED ? refund.getAmount() : 0;
    }

    private Row wide(RefundFact refund) {
        return begin().code(refund.getId())
                .code(refund.getPaymentId())
                .code(refund.getMerchantId())
                .text(refund.getOrderNo())
                .text(refund.getRefundNo())
                .code(lower(refund.getStatus()))
                .code(refund.getCurrency())
                .amount(refund.getAmount())
                .amount(refunded(refund))
                .text(refund.getReason())
                .text(refund.getChannel())
                .text(refund.getChannelReference())
                .text(failureCode(refund.getFailure()))
                .time(refund.getOccurredAtMs())
                .time(refund.getCreatedAtMs())
                .time(refund.getUpdatedAtMs());
    }

    private Row narrow(RefundFact refund) {
        return begin().code(refund.getId())
                .time(refund.getOccurredAtMs())
                .text(refund.getOrderNo())
                .text(refund.getRefundNo())
                .code(lower(refund.getStatus()))
                .code(refund.getCurrency())
                .amount(refund.getAmount())
                .amount(refunded(refund))
                .text(refund.getReason());
    }
}
