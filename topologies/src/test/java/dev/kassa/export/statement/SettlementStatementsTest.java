package dev.kassa.export.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.export.file.ReadBack;
import dev.kassa.port.Statements;
import dev.kassa.port.Statements.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both files of a settlement, read back by code that did not write them. */
class SettlementStatementsTest {
    private static byte[] file(Format format, StatementSample sample) throws IOException {
        return file(format, sample.settlement(), sample.merchant("Acme"), sample.entries());
    }

    private static byte[] file(Format format, SettlementFact settlement, MerchantFact merchant, List<EntryFact> entries)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Statements.Writing writing = new SettlementStatements().begin(format, settlement, merchant, out);
        for (EntryFact entry : entries) {
            writing.entry(entry);
        }
        writing.end();
        return out.toByteArray();
    }

    private static List<String> pages(StatementSample sample) throws IOException {
        return ReadBack.pdf(file(Format.PDF, sample));
    }

    /** Its lines without blanks: where in a line these are is the reader's guess. */
    private static List<String> lines(List<String> pages) {
        return pages.stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll("\\s", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, EUR, 0", "2, EUR, 1", "3, KWD, 40", "4, EUR, 400"})
    void every_entry_of_the_csv_is_in_the_pdf_in_the_same_order_with_the_same_amounts(
            long seed, String currency, int entries) throws IOException {
        StatementSample sample = new StatementSample(seed, currency, entries);
        List<String> inCsv = ReadBack.csv(file(Format.CSV, sample)).stream()
                .filter(row -> row.get(0).startsWith("je_"))
                .map(row -> row.get(0) + row.get(1) + second(row.get(2)) + currency + row.get(3) + row.get(4))
                .toList();

        List<String> inPdf = lines(pages(sample)).stream()
                .filter(line -> line.startsWith("je_"))
                .toList();

        assertThat(inCsv).hasSize(entries);
        assertThat(inPdf).isEqualTo(inCsv);
    }

    private static String second(String rfc3339) {
        return rfc3339.replaceAll("T|\\.000Z", "");
    }

    @Test
    void the_lines_and_the_totals_by_kind_are_those_of_the_csv() throws IOException {
        StatementSample sample = new StatementSample(5, "EUR", 300);
        List<String> inCsv = ReadBack.csv(file(Format.CSV, sample)).stream()
                .dropWhile(row -> !row.get(0).equals("total"))
                .map(row -> row.stream().collect(Collectors.joining()).replaceAll("^total|[_ ]", ""))
                .toList();
        String owed = inCsv.stream()
                .filter(line -> line.startsWith("entriesaddtopending"))
                .findFirst()
                .orElseThrow()
                .replace("entriesaddto", "");

        List<String> inPdf = lines(pages(sample));

        assertThat(inCsv).hasSize(2 + 1 + 6 + 4 + 1).last().asString().startsWith("net");
        assertThat(inPdf)
                .containsAll(inCsv.stream()
                        .map(line -> line.startsWith("entriesaddto") ? owed.replace("pending", "pendingEUR300") : line)
                        .toList());
    }

    @Test
    void the_first_page_says_whose_it_is_and_when_it_is_paid_out() throws IOException {
        List<String> pages = pages(new StatementSample(6, "EUR", 120));

        assertThat(lines(pages.subList(0, 1)))
                .contains(
                        "Settlementstatement",
                        "Acme",
                        "Merchantacme",
                        "Settlementstl_01JSAMPLE",
                        "Businessdate2011-03-05to2011-03-07",
                        "TimezoneAsia/Tokyo(ofbusinessdates;timesbelowareUTC)",
                        "CurrencyEUR",
                        "Payoutday2011-03-09",
                        "Statusprocessing");
        assertThat(pages).hasSizeGreaterThan(2);
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains(page + 1 + " /", "stl_01JSAMPLE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"王小明商店", "陳大文（臺北）", "山田花子カタカナ", "김철수서울특별시", "Ελένη & Дмитрий", "Zoë Müller"})
    void a_merchants_name_of_any_script_is_printed(String name) throws IOException {
        StatementSample sample = new StatementSample(7, "EUR", 5);
        byte[] file = file(Format.PDF, sample.settlement(), sample.merchant(name), sample.entries());

        assertThat(ReadBack.pdf(file).getFirst()).contains(name);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void entries_that_are_not_those_of_the_settlement_make_no_whole_file(Format format) {
        StatementSample sample = new StatementSample(8, "EUR", 20);
        List<EntryFact> fewer = sample.entries().subList(0, 19);
        List<EntryFact> others = new ArrayList<>(fewer);
        others.add(new StatementSample(9, "EUR", 20).entries().getLast());

        for (List<EntryFact> entries : List.of(fewer, others)) {
            assertThatThrownBy(() -> file(format, sample.settlement(), sample.merchant("Acme"), entries))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("stl_01JSAMPLE");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void what_is_not_drawn_up_has_no_statement(Format format) {
        StatementSample sample = new StatementSample(10, "EUR", 0);
        SettlementFact cut = sample.settlement();
        cut.setLines(null);

        assertThatThrownBy(() -> file(format, cut, sample.merchant("Acme"), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stl_01JSAMPLE is not drawn up yet");
    }
}
