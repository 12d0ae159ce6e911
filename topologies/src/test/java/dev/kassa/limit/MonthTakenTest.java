package dev.kassa.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MonthTakenTest {
    @Test
    void each_day_and_the_month_are_summed_by_themselves() {
        MonthTaken taken = MonthTaken.NOTHING.plus(1, 5).plus(31, 7).plus(2, 11).plus(2, -4);

        assertThat(taken.onDay(1)).isEqualTo(5);
        assertThat(taken.onDay(2)).isEqualTo(7);
        assertThat(taken.onDay(3)).isZero();
        assertThat(taken.onDay(30)).isZero();
        assertThat(taken.onDay(31)).isEqualTo(7);
        assertThat(taken.inMonth()).isEqualTo(19);
        assertThat(taken.captured()).isZero();
    }

    @Test
    void days_after_the_last_that_is_stored_are_nothing() {
        MonthTaken taken = MonthTaken.of(new long[] {3, 4}, 9);

        assertThat(taken.onDay(2)).isEqualTo(4);
        assertThat(taken.onDay(3)).isZero();
        assertThat(taken.onDay(31)).isZero();
        assertThat(taken.captured()).isEqualTo(9);
        assertThat(MonthTaken.NOTHING.onDay(1)).isZero();
        assertThat(MonthTaken.NOTHING.inMonth()).isZero();
    }

    @Test
    void what_is_captured_changes_no_day_and_the_other_way_round() {
        MonthTaken taken = MonthTaken.of(new long[] {3}, 1).plusCaptured(10).plus(1, 2);

        assertThat(taken.captured()).isEqualTo(11);
        assertThat(taken.days()).containsExactly(5);
    }

    @Test
    void a_change_leaves_what_it_was_made_of_as_it_was() {
        long[] stored = {1, 2};
        MonthTaken before = MonthTaken.of(stored, 0);
        before.plus(1, 100);
        before.plusCaptured(100);
        before.days()[0] = 100;
        stored[1] = 100;

        assertThat(before.days()).containsExactly(1, 2);
        assertThat(before.captured()).isZero();
    }

    @Test
    void more_than_a_long_can_hold_is_no_sum() {
        MonthTaken full = MonthTaken.of(new long[] {Long.MAX_VALUE, 1}, Long.MAX_VALUE);

        assertThatThrownBy(full::inMonth).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> full.plus(1, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> full.plusCaptured(1)).isInstanceOf(ArithmeticException.class);
    }
}
