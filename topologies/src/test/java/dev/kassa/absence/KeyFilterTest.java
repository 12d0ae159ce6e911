package dev.kassa.absence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFilterTest {
    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void an_empty_filter_holds_nothing() {
        assertThat(new KeyFilter().mayHold(key("shop\0order-1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void never_calls_a_key_absent_that_was_added(long seed) {
        Random random = new Random(seed);
        // Two blocks hold 84 keys and are given up at 252, so most sequences see that as well.
        KeyFilter filter = seed % 2 == 0 ? new KeyFilter() : new KeyFilter(2);
        Set<String> added = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            String key = Integer.toString(random.nextInt(4_000 * (int) seed), 36);
            if (random.nextBoolean()) {
                filter.add(key(key));
                added.add(key);
            } else if (!filter.mayHold(key(key))) {
                assertThat(added).doesNotContain(key);
            }
        }
        assertThat(added).allMatch(key -> filter.mayHold(key(key)));
    }

    @Test
    void grows_and_is_wrong_about_two_in_a_hundred_at_the_most() {
        KeyFilter filter = new KeyFilter();
        for (int i = 0; i < 1_000_000; i++) {
            filter.add(key("bench-" + i % 1_000 + "\0order-" + i));
        }

        int wrong = 0;
        for (int i = 0; i < 100_000; i++) {
            wrong += filter.mayHold(key("bench-" + i % 1_000 + "\0order-" + (1_000_000 + i))) ? 1 : 0;
        }

        assertThat(wrong).isBetween(1, 2_000);
    }

    @Test
    void tells_keys_apart_that_differ_in_one_byte_at_any_place() {
        KeyFilter filter = new KeyFilter();
        byte[] key = new byte[23];
        filter.add(key);

        int wrong = 0;
        for (int at = 0; at < key.length; at++) {
            for (int value = 1; value < 256; value++) {
                byte[] other = key.clone();
                other[at] = (byte) value;
                wrong += filter.mayHold(other) ? 1 : 0;
            }
        }

        assertThat(wrong).isZero();
    }

    @Test
    void a_key_added_twice_takes_no_more_room() {
        KeyFilter filter = new KeyFilter(2);
        for (int i = 0; i < 1_000; i++) {
            filter.add(key("again"));
        }

        assertThat(filter.hasGivenUp()).isFalse();
        assertThat(filter.mayHold(key("another"))).isFalse();
    }

    @Test
    void says_maybe_of_everything_where_there_are_too_many() {
        KeyFilter filter = new KeyFilter(2);
        for (int i = 0; !filter.hasGivenUp() && i < 10_000; i++) {
            filter.add(key("order-" + i));
        }

        assertThat(filter.hasGivenUp()).isTrue();
        assertThat(filter.mayHold(key("never added"))).isTrue();
        filter.add(key("one more"));
        assertThat(filter.mayHold(key("one more"))).isTrue();
    }

    @Test
    void its_layers_take_what_is_promised() {
        int bytes = 0;
        for (int blocks = 1 << 10; blocks <= 1 << 16; blocks <<= 2) {
            bytes += blocks * 64;
        }
        assertThat(KeyFilter.BYTES_MAX).isEqualTo(bytes);
    }
}
