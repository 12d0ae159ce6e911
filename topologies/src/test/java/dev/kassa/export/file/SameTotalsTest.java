package dev.kassa.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.export.file.ControlTotals.Total;
import dev.kassa.export.file.Sample.Payment;
import dev.kassa.schema.Currencies;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows: what each file ends with is what a plain sum says, and what its own rows come to. */
final class SameTotalsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_totals_of_all_formats_are_the_plain_sums(long seed) throws Exception {
        List<Payment> payments = Sample.payments(seed, 500 + (int) seed * 37);
        ControlTotals plain = plain(payments);
        for (ExportFormat format : ExportFormat.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(Sample.write(format, out, payments)).isEqualTo(plain);
            assertThat(readBack(format, out.toByteArray())).as(format.name()).isEqualTo(plain);
        }
    }

    @Test
    void the_digest_is_that_of_the_bytes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DigestingOutputStream out = new DigestingOutputStream(bytes);
        Sample.write(ExportFormat.CSV, out, Sample.payments(9, 50));
        out.write('!');
        bytes.flush();
        assertThat(out.size()).isEqualTo(bytes.size());
        assertThat(out.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
    }

    private static ControlTotals readBack(ExportFormat format, byte[] file) throws Exception {
        return switch (format) {
            case CSV -> ReadBack.csvTotals(file);
            case XLSX -> ReadBack.xlsxTotals(file);
            case PDF -> pdfTotals(ReadBack.pdf(file));
        };
    }

    private static ControlTotals pdfTotals(List<String> pages) {
        String all = String.join(" ", pages).replaceAll("\\s+", " ");
        String end = all.substring(all.indexOf("Control totals"));
        Matcher rows = Pattern.compile("Rows ([\\d ]+?) (?=amount)").matcher(end);
        assertThat(rows.find()).as(end).isTrue();
        List<Total> totals = new ArrayList<>();
        Matcher total = Pattern.compile("(amount|fee) ([A-Z]{3}) (\\d+) (-?[\\d .]+?)(?= amount| fee| Payments)")
                .matcher(end);
        while (total.find()) {
            totals.add(new Total(
                    total.group(1),
                    total.group(2),
                    Long.parseLong(total.group(3)),
                    new BigDecimal(total.group(4).replace(" ", ""))
                            .movePointRight(Currencies.exponent(total.group(2)))
                            .longValueExact()));
        }
        return new ControlTotals(Long.parseLong(rows.group(1).replace(" ", "")), totals);
    }

    private static ControlTotals plain(List<Payment> payments) {
        List<Total> totals = new ArrayList<>();
        add(totals, "amount", payments, Payment::amount);
        add(totals, "fee", payments, Payment::fee);
        return new ControlTotals(payments.size(), totals);
    }

    private static void add(List<Total> totals, String column, List<Payment> payments, ToLongFunction<Payment> cell) {
        TreeMap<String, long[]> sums = new TreeMap<>();
        for (Payment payment : payments) {
            long[] sum = sums.computeIfAbsent(payment.currency(), _ -> new long[2]);
            sum[0]++;
            sum[1] += cell.applyAsLong(payment);
        }
        sums.forEach((currency, sum) -> totals.add(new Total(column, currency, sum[0], sum[1])));
    }
}
