package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import de.focus_shift.jollyday.core.HolidayManager;
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
        // 2028: Christmas Day is a Monday, Boxing Day the Tuesday.
        "GB, 2028-12-22, 1, 2028-12-27",
        // New Year's Day of 2028 is a Saturday, its substitute the Monday.
        "GB, 2027-12-31, 1, 2028-01-04",
        "GB, 2026-12-31, 1, 2027-01-04",
        // Easter, May Day, spring and summer bank holidays.
        "GB, 2026-04-02, 1, 2026-04-07",
        "GB, 2026-05-01, 1, 2026-05-05",
        "GB, 2026-05-22, 1, 2026-05-26",
        "GB, 2026-08-28, 1, 2026-09-01",
        // Scotland's and Northern Ireland's own days are none of the payment systems'.
        "GB, 2026-03-16, 1, 2026-03-17",
        "GB, 2026-11-27, 1, 2026-11-30",
        "TARGET, 2026-04-30, 1, 2026-05-04",
        // TARGET closes on New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December, and substitutes none.
        "TARGET, 2025-12-31, 1, 2026-01-02",
        "TARGET, 2026-04-02, 1, 2026-04-07",
        "TARGET, 2026-12-24, 1, 2026-12-28",
        "TARGET, 2027-12-24, 1, 2027-12-27",
        "TARGET, 2028-12-22, 1, 2028-12-27",
        "TARGET, 2026-10-02, 1, 2026-10-05",
        "NYSE, 2026-11-25, 1, 2026-11-27",
        "NYSE, 2026-07-02, 1, 2026-07-06",
        "US, 2026-11-25, 1, 2026-11-27",
        "DE, 2026-10-02, 1, 2026-10-05",
        // Weekends of their own.
        "SA, 2026-02-26, 1, 2026-03-01",
        "KW, 2026-04-09, 1, 2026-04-12",
        "AE, 2026-04-10, 1, 2026-04-13",
        "AF, 2026-06-10, 1, 2026-06-13",
        "DJ, 2026-06-11, 1, 2026-06-13",
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
    void a_calendar_without_business_days_stops_nothing_for_ever() {
        BusinessDays never = (calendar, date) -> false;

        assertThat(never.after("GB", LocalDate.parse("2026-01-01"), 1)).isEqualTo(LocalDate.parse("2026-03-03"));
        assertThat(never.after("GB", LocalDate.parse("2026-01-01"), 2)).isEqualTo(LocalDate.parse("2026-05-03"));
    }

    @Test
    void every_calendar_can_be_asked_of_every_day_that_may_be_settled() {
        LocalDate last = LocalDate.parse("2040-12-31");
        for (String calendar : HolidayManager.getSupportedCalendarCodes()) {
            for (LocalDate date = LocalDate.parse("1970-01-01"); date.isBefore(last); date = date.plusDays(97)) {
                LocalDate due = SHIPPED.after(calendar, date, 3);
                assertThat(due).as("%s, 3 days after %s", calendar, date).isBefore(date.plusDays(30));
            }
        }
    }
}
