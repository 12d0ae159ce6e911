package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEstimateTest {
    private final AtomicInteger lookedAt = new AtomicInteger();

    private long estimate(long[] places) {
        return RowEstimate.of(places[0], places[places.length - 1], (from, before, most) -> {
            int begin = Arrays.binarySearch(places, from);
            int at = begin < 0 ? -begin - 1 : begin;
            while (at > 0 && places[at - 1] == from) {
                at--;
            }
            int rows = 0;
            long last = from;
            for (; at < places.length && places[at] < before && rows < most; at++) {
                last = places[at];
                rows++;
            }
            lookedAt.addAndGet(rows);
            return new RowEstimate.Seen(rows, last);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100, 255})
    void of_few_rows_each_is_counted(int rows) {
        Random random = new Random(rows);
        for (int round = 0; round < 200; round++) {
            long[] places = random.longs(rows, 0, 1L << 47).sorted().toArray();

            assertThat(estimate(places)).isEqualTo(rows);
        }
    }

    @Test
    void rows_of_one_moment_are_counted_as_far_as_is_looked() {
        assertThat(estimate(new long[] {7, 7, 7})).isEqualTo(3);
        assertThat(estimate(new long[] {0, 0})).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void of_many_it_is_near_and_only_a_few_are_looked_at(long seed) {
        int rows = 300_000;
        long[] places = new Random(seed).longs(rows, 0, 1L << 40).sorted().toArray();

        assertThat(estimate(places)).isCloseTo(rows, withinPercentage(10));
        assertThat(lookedAt).hasValueLessThanOrEqualTo(16 * 256);
    }

    @Test
    void of_a_year_that_grows_tenfold_it_is_near() {
        int rows = 300_000;
        Random random = new Random(9);
        // density rises from 1 to 10 over the span
        long[] places = random.doubles(rows)
                .mapToLong(part -> (long) ((Math.sqrt(1 + 99 * part) - 1) / 9 * (1L << 40)))
                .sorted()
                .toArray();

        assertThat(estimate(places)).isCloseTo(rows, withinPercentage(10));
    }
}
