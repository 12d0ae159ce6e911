package dev.kassa.export.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.export.file.Sample.Payment;
import dev.kassa.schema.Currencies;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

final class CsvWriterTest {
    private final List<Payment> payments = Sample.payments(21, 400);

    @Test
    void every_cell_is_read_back_by_a_parser_that_knows_nothing_of_us() throws Exception {
        List<CSVRecord> lines = ReadBack.csvWithoutMarks(Sample.file(ExportFormat.CSV, payments));
        assertThat(lines).hasSize(401);
        assertThat(lines.getFirst().toList())
                .isEqualTo(Sample.PAYMENTS.columns().stream().map(Column::name).toList());
        for (int i = 0; i < payments.size(); i++) {
            Payment payment = payments.get(i);
            CSVRecord line = lines.get(i + 1);
            int places = Currencies.exponent(payment.currency());
            assertThat(line.get(0)).isEqualTo(payment.id());
            assertThat(line.get(4))
                    .isEqualTo(BigDecimal.valueOf(payment.amount(), places).toPlainString());
            assertThat(line.get(6))
                    .isEqualTo(
                            payment.refunding() == null
                                    ? ""
                                    : BigDecimal.valueOf(payment.refunding(), places)
                                            .toPlainString());
            assertThat(HarmlessTest.original(line.get(8)))
                    .isEqualTo(payment.customer() == null ? "" : payment.customer());
            assertThat(LocalDate.parse(line.get(9)).toEpochDay()).isEqualTo(payment.businessDate());
            assertThat(Instant.parse(line.get(10)).toEpochMilli()).isEqualTo(payment.createdAt());
        }
    }

    @Test
    void every_line_has_as_many_cells_as_the_first_also_those_of_the_totals() throws Exception {
        assertThat(ReadBack.csv(Sample.file(ExportFormat.CSV, payments)))
                .allSatisfy(line -> assertThat(line.size()).isEqualTo(11));
    }

    @Test
    void only_what_is_no_row_begins_with_a_number_sign_and_the_last_line_counts_the_rows() throws Exception {
        List<CSVRecord> lines = ReadBack.csv(Sample.file(ExportFormat.CSV, payments));
        assertThat(lines.subList(0, 401)).noneMatch(line -> line.get(0).startsWith("#"));
        assertThat(lines.subList(401, lines.size()))
                .allMatch(line -> line.get(0).startsWith("#"))
                .extracting(line -> line.get(0))
                .contains(
                        "#export exp_01JDEMO payments",
                        "#merchant acme-shop",
                        "#from 2026-01-01T00:00:00.000Z",
                        "#position 0:17 1:4 2:0 3:991")
                .last()
                .isEqualTo("#rows 400");
    }

    @Test
    void lines_end_as_the_standard_says_and_there_is_no_byte_order_mark() throws Exception {
        String text = new String(Sample.file(ExportFormat.CSV, Sample.payments(1, 3)), UTF_8);
        assertThat(text).startsWith("id,order_no,").endsWith(",\r\n");
        assertThat(text.replace("\r\n", "").replace("\"plain, with \"\"quotes\"\"; and\nline break\"", ""))
                .doesNotContain("\r", "\n");
    }

    @Test
    void the_same_rows_give_the_same_bytes() throws Exception {
        assertThat(Sample.file(ExportFormat.CSV, payments)).isEqualTo(Sample.file(ExportFormat.CSV, payments));
    }
}
