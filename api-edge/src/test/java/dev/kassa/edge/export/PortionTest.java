package dev.kassa.edge.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortionTest {
    private static final String ETAG = "\"" + "ab".repeat(32) + "\"";
    private static final long SIZE = 1_000;

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                    | whole",
                "bytes=0-                | bytes 0-999/1000",
                "bytes=0-0               | bytes 0-0/1000",
                "bytes=0-499             | bytes 0-499/1000",
                "bytes=500-              | bytes 500-999/1000",
                "bytes=999-              | bytes 999-999/1000",
                "bytes=999-5000          | bytes 999-999/1000",
                "bytes=-1                | bytes 999-999/1000",
                "bytes=-500              | bytes 500-999/1000",
                "bytes=-1000             | bytes 0-999/1000",
                "bytes=-99999            | bytes 0-999/1000",
                "Bytes= 7-9              | bytes 7-9/1000",
                "bytes=0000000000000000000000007-9 | bytes 7-9/1000",
                "bytes=0-99999999999999999999999999 | bytes 0-999/1000",
                "bytes=1000-             | nothing",
                "bytes=1000-2000         | nothing",
                "bytes=-0                | nothing",
                "bytes=99999999999999999999999999- | nothing",
                "''                      | whole",
                "bytes                   | whole",
                "bytes=                  | whole",
                "bytes=-                 | whole",
                "bytes=--1               | whole",
                "bytes=9-7               | whole",
                "bytes=a-b               | whole",
                "bytes=0x1-0x2           | whole",
                "bytes=1.5-3             | whole",
                "bytes=+1-3              | whole",
                "bytes=\u0661-\u0663     | whole",
                "bytes=0-1,5-6           | whole",
                "bytes=0-1,              | whole",
                "bytes 0-1               | whole",
                "rows=0-1                | whole",
                "bytes=0-1; q=1          | whole",
            })
    void what_a_range_asks_for(String range, String expected) {
        assertThat(said(Portion.asked(range, null, ETAG, SIZE))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"ETAG\"                         | bytes 5-999/1000",
                "W/\"ETAG\"                       | whole",
                "ETAG                             | whole",
                "\"other\"                        | whole",
                "''                               | whole",
                "*                                | whole",
                "Wed, 21 Oct 2026 07:28:00 GMT    | whole",
            })
    void it_is_a_part_only_of_the_file_that_was_begun_with(String ifRange, String expected) {
        String sent = ifRange.replace("ETAG", "ab".repeat(32));

        assertThat(said(Portion.asked("bytes=5-", sent, ETAG, SIZE))).isEqualTo(expected);
    }

    @Test
    void of_an_empty_file_there_is_no_part() {
        for (String range : new String[] {"bytes=0-", "bytes=0-0", "bytes=-5"}) {
            assertThat(Portion.asked(range, null, ETAG, 0)).isEqualTo(new Portion.Nothing());
        }
    }

    @Test
    void a_part_is_what_a_copy_of_the_range_would_hold() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] file = new byte[random.nextInt(1, 40)];
            random.nextBytes(file);
            int first = random.nextInt(file.length);
            int last = random.nextInt(first, 60);
            byte[] expected = Arrays.copyOfRange(file, first, Math.min(file.length, last + 1));

            Portion portion = Portion.asked("bytes=" + first + "-" + last, ETAG, ETAG, file.length);

            assertThat(portion).isEqualTo(new Portion.Part(first, expected.length));
        }
    }

    private static String said(Portion portion) {
        return switch (portion) {
            case Portion.Whole _ -> "whole";
            case Portion.Nothing _ -> "nothing";
            case Portion.Part part -> part.of(SIZE);
        };
    }
}
