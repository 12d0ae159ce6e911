package dev.kassa.export.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.export.file.Sample.Payment;
import dev.kassa.schema.Currencies;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class XlsxWriterTest {
    private final List<Payment> payments = Sample.payments(22, 700);

    @TempDir
    private Path folder;

    @Test
    void every_cell_is_read_back_numbers_as_numbers_and_dates_as_dates() throws Exception {
        List<Row> rows = ReadBack.xlsx(Sample.file(ExportFormat.XLSX, payments)).getFirst();
        assertThat(rows).hasSize(701);
        for (int i = 0; i < payments.size(); i++) {
            Payment payment = payments.get(i);
            Row row = rows.get(i + 1);
            int places = Currencies.exponent(payment.currency());
            assertThat(row.getCellText(0)).isEqualTo(payment.id());
            assertThat(row.getCell(4).getType()).isEqualTo(CellType.NUMBER);
            assertThat(row.getCell(4).getRawValue())
                    .isEqualTo(BigDecimal.valueOf(payment.amount(), places).toPlainString());
            assertThat(row.getCellAsNumber(7).orElseThrow().longValueExact()).isEqualTo(payment.attempts());
            assertThat(XlsxTextTest.original(row.getCellText(8)))
                    .isEqualTo(payment.customer() == null ? "" : payment.customer());
            assertThat(row.getCellAsDate(9).orElseThrow())
                    .isEqualTo(LocalDate.ofEpochDay(payment.businessDate()).atStartOfDay());
            LocalDateTime at = row.getCellAsDate(10).orElseThrow();
            assertThat(at.toInstant(ZoneOffset.UTC).toEpochMilli()).isEqualTo(payment.createdAt());
        }
    }

    @Test
    void no_cell_is_a_formula_whatever_it_begins_with() throws Exception {
        byte[] file = Sample.file(ExportFormat.XLSX, payments);
        assertThat(part(file, "xl/worksheets/sheet1.xml")).contains("HYPERLINK").doesNotContain("<f>");
    }

    @Test
    void a_full_sheet_is_followed_by_a_further_one_with_the_names_of_the_columns() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sample.write(new XlsxWriter(out, Sample.PAYMENTS, Sample.HEADING, 301), payments);
        List<List<Row>> sheets = ReadBack.xlsx(out.toByteArray());
        assertThat(sheets).hasSize(4);
        assertThat(sheets.subList(0, 3)).extracting(List::size).containsExactly(301, 301, 101);
        assertThat(sheets.subList(0, 3))
                .allSatisfy(sheet -> assertThat(sheet.getFirst().getCellText(0)).isEqualTo("id"));
        assertThat(sheets.get(1).get(1).getCellText(0))
                .isEqualTo(payments.get(300).id());
        assertThat(ReadBack.xlsxTotals(out.toByteArray()).rows()).isEqualTo(700);
    }

    @Test
    void a_sheet_that_is_just_full_needs_no_further_one() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sample.write(new XlsxWriter(out, Sample.PAYMENTS, Sample.HEADING, 701), payments);
        assertThat(ReadBack.xlsx(out.toByteArray())).hasSize(2);
    }

    @Test
    void what_a_spreadsheets_number_cannot_hold_is_written_as_words() throws Exception {
        Table table = Table.titled("T")
                .code("currency")
                .totalled("amount", "currency")
                .integer("number")
                .date("day")
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = ExportFormat.XLSX.writer(out, table, Sample.HEADING)) {
            dev.kassa.export.file.Row row = table.newRow();
            writer.row(row.begin()
                    .code("EUR")
                    .amount(999_999_999_999_999L)
                    .integer(7)
                    .date(0));
            writer.row(row.begin()
                    .code("EUR")
                    .amount(1_000_000_000_000_001L)
                    .integer(Long.MIN_VALUE)
                    .date(LocalDate.of(1899, 1, 1).toEpochDay()));
            writer.finish();
        }
        List<Row> rows = ReadBack.xlsx(out.toByteArray()).getFirst();
        assertThat(rows.get(1).getCell(1).getType()).isEqualTo(CellType.NUMBER);
        assertThat(rows.get(1).getCell(1).getRawValue()).isEqualTo("9999999999999.99");
        assertThat(rows.get(2).getCell(1).getType()).isEqualTo(CellType.STRING);
        assertThat(rows.get(2).getCellText(1)).isEqualTo("10000000000000.01");
        assertThat(rows.get(2).getCellText(2)).isEqualTo("-9223372036854775808");
        assertThat(rows.get(2).getCellText(3)).isEqualTo("1899-01-01");
        assertThat(ReadBack.xlsxTotals(out.toByteArray()).totals().getFirst().sum())
                .isEqualTo(2_000_000_000_000_000L);
    }

    @Test
    void the_heads_stay_in_sight() throws Exception {
        assertThat(part(Sample.file(ExportFormat.XLSX, payments), "xl/worksheets/sheet1.xml"))
                .contains("ySplit=\"1\"")
                .contains("state=\"frozen\"");
    }

    /** By the directory at its end, as spreadsheets open it. */
    private String part(byte[] file, String name) throws Exception {
        Path kept = Files.write(folder.resolve("kept.xlsx"), file);
        try (ZipFile zip = new ZipFile(kept.toFile());
                InputStream entry = zip.getInputStream(zip.getEntry(name))) {
            return new String(entry.readAllBytes(), UTF_8);
        }
    }
}
