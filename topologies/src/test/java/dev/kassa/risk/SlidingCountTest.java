package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
    private static final long WINDOW_MS = 60_000;
    private static final long BUCKET_MS = WINDOW_MS / 10;
    private static final long START_MS = 1_772_366_400_000L;

    @Test
    void counts_within_the_window_and_forgets_what_is_before_it() {
        SlidingCount count = new SlidingCount(WINDOW_MS);

        assertThat(count.countWith(START_MS)).isEqualTo(1);
        assertThat(count.countWith(START_MS + 30_000)).isEqualTo(2);
        assertThat(count.countWith(START_MS + 59_999)).isEqualTo(3);
        assertThat(count.countWith(START_MS + 60_000)).isEqualTo(3);
        assertThat(count.count(START_MS + 89_999)).isEqualTo(3);
        assertThat(count.count(START_MS + 90_000)).isEqualTo(2);
        assertThat(count.count(START_MS + 1_000_000)).isZero();
        assertThat(count.countWith(START_MS + 1_000_000)).isEqualTo(1);
    }

    @Test
    void is_exact_but_for_the_oldest_tenth_of_the_window() {
        Random random = new Random(10);
        for (int round = 0; round < 200; round++) {
            SlidingCount count = new SlidingCount(WINDOW_MS);
            Deque<Long> exact = new ArrayDeque<>();
            long nowMs = START_MS + random.nextInt(100_000);
            for (int i = 0; i < 500; i++) {
                nowMs += random.nextInt(50) == 0 ? random.nextInt(100_000) : random.nextInt(1_000);
                exact.add(nowMs);
                long now = nowMs;
                exact.removeIf(at -> at <= now - WINDOW_MS);
                int withoutOldest = (int) exact.stream()
                        .filter(at -> at > now - WINDOW_MS + BUCKET_MS)
                        .count();
                if (random.nextInt(20) == 0) {
                    count = SlidingCount.of(count.kept(), WINDOW_MS);
                }

                assertThat(count.countWith(nowMs)).isBetween(withoutOldest, exact.size());
            }
        }
    }

    @Test
    void goes_on_where_it_was_kept() {
        SlidingCount count = new SlidingCount(WINDOW_MS);
        for (int i = 0; i < 100; i++) {
            count.countWith(START_MS + i * 1_000);
        }

        SlidingCount restored = SlidingCount.of(count.kept(), WINDOW_MS);

        assertThat(restored.kept()).isEqualTo(count.kept());
        for (long at = START_MS + 100_000; at < START_MS + 300_000; at += 7_000) {
            assertThat(restored.countWith(at)).isEqualTo(count.countWith(at));
        }
    }

    @Test
    void keeps_no_more_than_it_needs() {
        SlidingCount count = new SlidingCount(WINDOW_MS);
        assertThat(count.kept().counts()).isEmpty();

        count.countWith(START_MS);

        assertThat(count.kept()).isEqualTo(new SlidingCount.Kept(WINDOW_MS, START_MS / BUCKET_MS, List.of(1)));
    }

    @Test
    void starts_anew_with_another_window() {
        SlidingCount count = new SlidingCount(WINDOW_MS);
        count.countWith(START_MS);

        assertThat(SlidingCount.of(count.kept(), WINDOW_MS / 2).countWith(START_MS))
                .isEqualTo(1);
    }

    @Test
    void a_time_before_an_earlier_one_counts_as_that() {
        SlidingCount count = new SlidingCount(WINDOW_MS);
        count.countWith(START_MS);

        assertThat(count.countWith(START_MS - 500_000)).isEqualTo(2);
        assertThat(count.countWith(START_MS + 59_999)).isEqualTo(3);
    }

    @Test
    void a_count_never_wraps() {
        long latest = START_MS / BUCKET_MS;
        SlidingCount count = SlidingCount.of(
                new SlidingCount.Kept(WINDOW_MS, latest, List.of(Integer.MAX_VALUE, Integer.MAX_VALUE)), WINDOW_MS);

        assertThat(count.countWith(START_MS)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_window_can_be_parted_in_ten() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SlidingCount(9));
        assertThat(new SlidingCount(10).countWith(5)).isEqualTo(1);
    }
}
