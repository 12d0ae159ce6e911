package dev.kassa.export.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Payments as an export holds them: made by chance from a seed, in many currencies and scripts. */
final class Sample {
    static final Table PAYMENTS = Table.titled("Payments")
            .code("id")
            .text("order_no")
            .code("status")
            .code("currency")
            .totalled("amount", "currency")
            .totalled("fee", "currency")
            .amount("refunding", "currency")
            .integer("attempts")
            .text("customer")
            .date("business_date")
            .time("created_at")
            .build();

    static final ExportHeading HEADING = new ExportHeading(
            "exp_01JDEMO",
            "acme-shop",
            "Ωμέγα Café 株式会社",
            1_767_225_600_000L,
            1_769_904_000_000L,
            "0:17,1:4,2:0,3:991",
            1_769_904_123_456L);

    static final List<String> NAMES = List.of(
            "Zoë Müller-Lüdenscheidt",
            "Дмитрий Иванович Менделеев",
            "Ελένη Παπαδοπούλου",
            "王小明 (北京)",
            "陳大文 (臺北)",
            "山田 花子 カタカナ",
            "김철수 서울특별시",
            "محمد عبد الله",
            "דוד כהן",
            "Nguyễn Thị Minh Khai",
            "=HYPERLINK(\"http://evil.example\",\"x\")",
            "-2+3",
            "plain, with \"quotes\"; and\nline break");

    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD", "GBP", "USD");

    /** One payment; null where the cell is empty. */
    record Payment(
            String id,
            String orderNo,
            String status,
            String currency,
            long amount,
            long fee,
            @Nullable Long refunding,
            long attempts,
            @Nullable String customer,
            long businessDate,
            long createdAt) {
        Row into(Row row) {
            row.begin()
                    .code(id)
                    .text(orderNo)
                    .code(status)
                    .code(currency)
                    .amount(amount)
                    .amount(fee);
            if (refunding == null) {
                row.none();
            } else {
                row.amount(refunding);
            }
            return row.integer(attempts).text(customer).date(businessDate).time(createdAt);
        }
    }

    private Sample() {}

    static List<Payment> payments(long seed, int count) {
        Random random = new Random(seed);
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = HEADING.fromMs() + random.nextInt(30 * 86_400) * 1000L + random.nextInt(1000);
            payments.add(new Payment(
                    "pay_01J" + Long.toString(1_000_000_000_000L + i, 36) + "XYZABC",
                    "2026/" + i,
                    random.nextInt(10) == 0 ? "failed" : "succeeded",
                    CURRENCIES.get(random.nextInt(CURRENCIES.size())),
                    random.nextLong(-50_000, 5_000_000),
                    random.nextLong(10_000),
                    random.nextInt(4) == 0 ? random.nextLong(1_000) : null,
                    random.nextInt(4),
                    random.nextInt(5) == 0 ? null : NAMES.get(random.nextInt(NAMES.size())),
                    at / 86_400_000,
                    at));
        }
        return payments;
    }

    /** The bytes of a file of these payments. */
    static byte[] file(ExportFormat format, List<Payment> payments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(format, out, payments);
        return out.toByteArray();
    }

    static ControlTotals write(ExportFormat format, OutputStream out, List<Payment> payments) throws IOException {
        try (TableWriter writer = format.writer(out, PAYMENTS, HEADING)) {
            return write(writer, payments);
        }
    }

    static ControlTotals write(TableWriter writer, List<Payment> payments) throws IOException {
        Row row = PAYMENTS.newRow();
        for (Payment payment : payments) {
            writer.row(payment.into(row));
        }
        return writer.finish();
    }
}
