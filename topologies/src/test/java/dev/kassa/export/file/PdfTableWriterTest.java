package dev.kassa.export.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PdfTableWriterTest {
    @Test
    void the_first_page_says_what_it_is_and_every_page_has_heads_and_its_number() throws Exception {
        List<String> pages = ReadBack.pdf(Sample.file(ExportFormat.PDF, Sample.payments(31, 600)));
        assertThat(pages).hasSizeGreaterThan(5);
        assertThat(pages.getFirst())
                .contains(
                        "Payments",
                        "acme-shop",
                        "2026-01-01 00:00:00 to 2026-02-01 00:00:00 UTC",
                        "0:17,1:4,2:0,3:991");
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains(page + 1 + " /", "amount", "created at");
        }
        assertThat(pages.getLast()).contains("Control totals");
    }

    @Test
    void every_row_is_printed_once_and_in_order() throws Exception {
        List<Sample.Payment> payments = Sample.payments(32, 900);
        String all = String.join("\n", ReadBack.pdf(Sample.file(ExportFormat.PDF, payments)));
        List<String> ids = Pattern.compile("pay_01J\\w+")
                .matcher(all)
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
        assertThat(ids).isEqualTo(payments.stream().map(Sample.Payment::id).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Müller-Lüdenscheidt",
                "Дмитрий Менделеев",
                "Ελένη Παπαδοπούλου",
                "王小明",
                "陳大文",
                "山田花子カタカナ",
                "김철수서울특별시",
                "Nguyễn Thị Minh Khai"
            })
    void a_name_of_any_script_is_printed_and_can_be_copied_from_the_page(String name) throws Exception {
        assertThat(pageWith(name, PdfFonts.standard())).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"דוד כהן", "محمد"})
    void a_name_that_is_read_from_right_to_left_is_printed(String name) throws Exception {
        String page = pageWith(name, PdfFonts.standard());
        String composed = java.text.Normalizer.normalize(page, java.text.Normalizer.Form.NFKC);
        assertThat(composed.codePoints().boxed().toList())
                .containsAll(name.codePoints().boxed().filter(c -> c != ' ').toList());
    }

    @Test
    void a_character_that_no_font_has_is_a_box_and_not_nothing() throws Exception {
        assertThat(pageWith("a\uD83D\uDE00b\u202E", PdfFonts.standard())).contains("a□b");
    }

    @Test
    void long_words_go_on_in_further_lines_and_nothing_is_lost() throws Exception {
        String words = "A very long description of what was bought, ".repeat(12) + "END";
        assertThat(pageWith(words, PdfFonts.standard()).replaceAll("\\s+", " "))
                .contains("was bought")
                .contains("END");
    }

    @Test
    void the_fonts_are_embedded_as_far_as_they_are_used() throws Exception {
        byte[] file = Sample.file(ExportFormat.PDF, Sample.payments(33, 100));
        String text = new String(file, ISO_8859_1);
        assertThat(text).containsPattern("/[A-Z]{6}\\+NotoSans").containsPattern("/[A-Z]{6}\\+WenQuanYiZenHei");
        assertThat(file.length).isLessThan(400_000);
    }

    @Test
    void a_file_without_east_asian_names_carries_no_east_asian_font() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "plain", PdfFonts.standard());
        assertThat(out.toString(ISO_8859_1)).doesNotContain("WenQuanYi");
    }

    @Test
    void a_font_that_the_installation_names_is_asked_first() throws Exception {
        Path named = Path.of(
                PdfFonts.class.getResource("fonts/sans/NotoSans-Bold.ttf").toURI());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "plain", new PdfFonts(List.of(named.toString())));
        assertThat(out.toString(ISO_8859_1)).contains("NotoSans-Bold").doesNotContainPattern("NotoSans(?!-Bold)");
    }

    @Test
    void a_font_that_is_not_there_is_told_by_its_path() {
        assertThatThrownBy(() -> new PdfFonts(List.of("/nowhere/x.ttc,0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/nowhere/x.ttc");
    }

    @Test
    void a_wide_table_gets_a_page_that_holds_it() throws Exception {
        Table.Builder builder = Table.titled("Wide").code("id").code("currency");
        for (int i = 0; i < 60; i++) {
            builder.totalled("amount_" + i, "currency");
        }
        Table table = builder.build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = ExportFormat.PDF.writer(out, table, Sample.HEADING)) {
            Row row = table.newRow().begin().code("a").code("EUR");
            for (int i = 0; i < 60; i++) {
                row.amount(1_234_567_00L + i);
            }
            writer.row(row);
            writer.finish();
        }
        assertThat(ReadBack.pdf(out.toByteArray()).getFirst()).contains("1 234 567.00", "1 234 567.59");
    }

    private static String pageWith(String name, PdfFonts fonts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, name, fonts);
        return String.join("\n", ReadBack.pdf(out.toByteArray()));
    }

    private static void write(ByteArrayOutputStream out, String name, PdfFonts fonts) throws Exception {
        Table table = Table.titled("Names").code("id").text("name").build();
        ExportHeading heading = new ExportHeading("exp_1", "m", "Shop", 0, 1, "0:1", 2);
        try (TableWriter writer = ExportFormat.PDF.writer(out, table, heading, fonts)) {
            writer.row(table.newRow().begin().code("a").text(name));
            writer.finish();
        }
    }
}
