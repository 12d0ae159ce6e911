package dev.kassa.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XlsxTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "=1+1,=1+1",
                "王小明 😀,王小明 😀",
                "|a\u0007b|,a_x0007_b",
                "|a\tb|,a_x0009_b",
                "|a\nb|,|a\nb|",
                "|a\r\nb|,|a_x000D_\nb|",
                "| a |,_x0020_a_x0020_",
                "_x0041_,_x005F_x0041_",
                "_x00zz_,_x00zz_",
                "a_b,a_b",
                "|\uffff|,_xFFFF_",
                "|\ud83d!|,_xD83D_!",
                "|!\ude00|,!_xDE00_"
            })
    void what_xml_cannot_carry_is_written_as_an_escape(String words, String written) {
        assertThat(XlsxText.of(words)).isEqualTo(written);
        assertThat(original(written)).isEqualTo(words);
    }

    @Test
    void words_longer_than_a_cell_are_cut_between_characters() {
        assertThat(XlsxText.of("a".repeat(32_767))).hasSize(32_767).doesNotContain("…");
        assertThat(XlsxText.of("a".repeat(32_768))).hasSize(32_767).endsWith("a…");
        assertThat(XlsxText.of("a" + "😀".repeat(20_000)))
                .hasSizeLessThanOrEqualTo(32_767)
                .endsWith("😀…");
    }

    static String original(String written) {
        return Pattern.compile("_x([0-9A-Fa-f]{4})_")
                .matcher(written)
                .replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
