package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.settlement.ClosedDates.Range;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedDatesTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void they_are_as_a_plain_set_of_dates_however_they_are_closed_and_opened(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<LocalDate> model = new TreeSet<>();
        ClosedDates closed = ClosedDates.NONE;
        for (int step = 0; step < 300; step++) {
            LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
            Range range = new Range(from, from.plusDays(random.nextInt(9)));
            boolean opens = random.nextInt(4) == 0;
            closed = opens ? closed.minus(range) : closed.plus(range);
            range.from().datesUntil(range.to().plusDays(1)).forEach(date -> {
                if (opens) {
                    model.remove(date);
                } else {
                    model.add(date);
                }
            });
            assertSame(closed, model);
        }
    }

    private static void assertSame(ClosedDates closed, TreeSet<LocalDate> model) {
        for (LocalDate date = FIRST.minusDays(1); date.isBefore(FIRST.plusDays(DAYS + 10)); date = date.plusDays(1)) {
            LocalDate open = date;
            while (model.contains(open)) {
                open = open.plusDays(1);
            }
            assertThat(closed.isClosed(date)).isEqualTo(model.contains(date));
            assertThat(closed.openFrom(date)).isEqualTo(open);
        }
        for (int i = 1; i < closed.ranges().size(); i++) {
            assertThat(closed.ranges().get(i).from())
                    .isAfter(closed.ranges().get(i - 1).to().plusDays(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_open_dates_around_one_reach_to_the_next_closed_ones_or_the_ends(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClosedDates closed = ClosedDates.NONE;
        for (int step = 0; step < 300; step++) {
            LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
            Range within = new Range(from, from.plusDays(random.nextInt(31)));
            LocalDate date = from.plusDays(random.nextInt(31));
            if (!closed.isClosed(date) && within.holds(date)) {
                Range open = closed.openAround(date, within);
                assertThat(open.holds(date)).isTrue();
                assertThat(open.from().datesUntil(open.to().plusDays(1))).noneMatch(closed::isClosed);
                assertThat(open.from().equals(from)
                                || closed.isClosed(open.from().minusDays(1)))
                        .isTrue();
                assertThat(open.to().equals(within.to())
                                || closed.isClosed(open.to().plusDays(1)))
                        .isTrue();
                assertThat(open.from()).isAfterOrEqualTo(from);
                assertThat(open.to()).isBeforeOrEqualTo(within.to());
            }
            Range change = new Range(date, date.plusDays(random.nextInt(3)));
            closed = random.nextInt(3) == 0 ? closed.minus(change) : closed.plus(change);
        }
    }

    @Test
    void a_range_does_not_run_backwards() {
        assertThatThrownBy(() -> new Range(FIRST, FIRST.minusDays(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
