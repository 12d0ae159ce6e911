package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
    private static final BusinessDays SHIPPED = Calendars::isBusinessDay;

    @ParameterizedTest
    @CsvSource({
        // calendar, from, business days, due
        "GB, 2026-02-26, 0, 2026-02-26",
        "GB, 2026-02-26, 1, 2026-02-27",
        "GB, 2026-02-27, 1, 2026-03-02",
        "GB, 2026-02-28, 1, 2026-03-02",
        "GB, 2026-02-28, 0, 2026-02-28",
        // Christmas: in 2026 Boxing Day is a Saturday and its substitute the Monday.
        "GB, 2026-12-24, 1, 2026-12-29",
        "GB, 2026-12-24, 2, 2026-12-30",
        // 2027: Christmas Day is a Saturday and Boxing Day a Sunday: substitutes on Monday and Tuesday.
        "GB, 2027-12-24, 1, 2027-12-29",
        "GB, 2026-04-02, 1, 2026-04-07",
        "TARGET, 2026-04-30, 1, 2026-05-04",
        "TARGET, 2026-12-24, 1, 2026-12-28",
        "US, 2026-11-25, 1, 2026-11-27",
        "DE, 2026-10-02, 1, 2026-10-05",
        // Weekends of their own.
        "SA, 2026-02-26, 1, 2026-03-01",
        // Nobody knows of holidays there.
        "ZZ, 2026-12-24, 1, 2026-12-25",
        "NOWHERE, 2026-12-25, 1, 2026-12-28",
    })
    void business_days_are_counted_by_the_calendar(String calendar, LocalDate from, int days, LocalDate due) {
        assertThat(SHIPPED.after(calendar, from, days)).isEqualTo(due);
    }

    /** Golden Week of 2026 as the State Council decided it: off from 1 to 7 October, worked on two days of weekends. */
    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 1, 2026-10-08",
        "2026-09-30, 3, 2026-10-10",
        "2026-09-18, 1, 2026-09-20",
        "2026-10-09, 1, 2026-10-10",
        "2026-10-10, 1, 2026-10-12",
    })
    void what_an_operator_says_of_a_day_wins_over_the_calendar(LocalDate from, int days, LocalDate due) {
        Map<LocalDate, Boolean> said = Map.of(
                LocalDate.parse("2026-10-01"), false,
                LocalDate.parse("2026-10-02"), false,
                LocalDate.parse("2026-10-05"), false,
                LocalDate.parse("2026-10-06"), false,
                LocalDate.parse("2026-10-07"), false,
                LocalDate.parse("2026-09-20"), true,
                LocalDate.parse("2026-10-10"), true);
        BusinessDays days2026 = (calendar, date) -> said.getOrDefault(date, Calendars.isBusinessDay(calendar, date));

        assertThat(days2026.after("CN", from, days)).isEqualTo(due);
    }

    @Test
    void a_calendar_without_business_days_is_not_counted_for_ever() {
        BusinessDays never = (calendar, date) -> false;

        assertThatThrownBy(() -> never.after("GB", LocalDate.parse("2026-01-01"), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no business day");
    }
}
