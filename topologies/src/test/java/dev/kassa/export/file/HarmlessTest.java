package dev.kassa.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HarmlessTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            nullValues = "null",
            value = {
                "||,||",
                "plain,plain",
                "=1+1,'=1+1",
                "+49 30,'+49 30",
                "-2,'-2",
                "@SUM(A1),'@SUM(A1)",
                "＝1+1,'＝1+1",
                "＋1,'＋1",
                "－1,'－1",
                "＠x,'＠x",
                "|\t=1|,|'\t'=1|",
                "|\rx|,|'\rx|",
                "|\nx|,|'\nx|",
                "'quoted,''quoted",
                "a=b,a=b",
                "a-b@c+d,a-b@c+d",
                "a;=1,a;'=1",
                "|a\n=1|,|a\n'=1|",
                "it's,it's",
                "a;'b,a;''b",
                "a;;b,a;;b"
            })
    void words_that_a_spreadsheet_would_run_begin_with_an_apostrophe(String words, String written) {
        assertThat(Harmless.text(words)).isEqualTo(written);
        assertThat(original(written)).isEqualTo(words);
    }

    @Test
    void nothing_is_lost_whatever_the_words() {
        Random random = new Random(11);
        String alphabet = "=+-@'\t\r\n;a,\"＝＠ ";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder words = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                words.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String written = Harmless.text(words.toString());
            assertThat(original(written)).isEqualTo(words.toString());
            assertThat(written).doesNotMatch("(?s)[=+\\-@＝＋－＠\\t\\r\\n].*");
            assertThat(written).doesNotMatch("(?s).*[;\\t\\r\\n][=+\\-@＝＋－＠].*");
        }
    }

    /** As the documentation tells a reader to do it: one apostrophe away at the beginning, and after each of these. */
    static String original(String written) {
        StringBuilder words = new StringBuilder();
        boolean begins = true;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (begins && c == '\'') {
                i++;
                c = written.charAt(i);
            }
            words.append(c);
            begins = ";\t\r\n".indexOf(c) >= 0;
        }
        return words.toString();
    }
}
