package dev.kassa.export.work;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.export.ExportKind;
import dev.kassa.export.file.ExportFormat;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import dev.kassa.port.Snapshots;
import java.io.IOException;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * How facts become the rows of a file. A page has room for fewer columns than a sheet, so a PDF leaves some out; what is
 * totalled is the same in all. For one thread.
 */
abstract class ExportTable {
    private static final String CURRENCY = "currency";

    private final Table table;
    private final Row row;

    private ExportTable(Table table) {
        this.table = table;
        this.row = table.newRow();
    }

    static ExportTable of(ExportKind kind, ExportFormat format) {
        boolean wide = format != ExportFormat.PDF;
        return switch (kind) {
            case PAYMENTS -> new Payments(wide);
            case REFUNDS -> new Refunds(wide);
            case JOURNAL -> new Journal(wide);
            case BALANCES -> new Balances();
        };
    }

    /** What is asked of the views. */
    static Snapshots.Kind source(ExportKind kind) {
        return switch (kind) {
            case PAYMENTS -> Snapshots.Kind.PAYMENTS;
            case REFUNDS -> Snapshots.Kind.REFUNDS;
            case JOURNAL -> Snapshots.Kind.ENTRIES;
            case BALANCES -> Snapshots.Kind.BALANCES;
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

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String code(@Nullable FailureFact failure) {
        return failure == null ? null : failure.getCode();
    }

    private static final class Payments extends ExportTable {
        private final boolean wide;

        Payments(boolean wide) {
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
                    .text(ExportTable.code(payment.getFailure()))
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

    /** {@code amount_refunded} is that of refunds that succeeded; {@code amount} is what was asked for. */
    private static final class Refunds extends ExportTable {
        private final boolean wide;

        Refunds(boolean wide) {
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
                    .text(ExportTable.code(refund.getFailure()))
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

    /** A row for each leg. */
    private static final class Journal extends ExportTable {
        private final boolean wide;

        Journal(boolean wide) {
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

    private static final class Balances extends ExportTable {
        Balances() {
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
}
