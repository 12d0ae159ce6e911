package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycleTest {
    @ParameterizedTest
    @CsvSource({
        // cycle, date, first, last
        "DAILY,   2026-02-28, 2026-02-28, 2026-02-28",
        "MANUAL,  2026-02-28, 2026-02-28, 2026-02-28",
        "WEEKLY,  2026-03-01, 2026-02-23, 2026-03-01",
        "WEEKLY,  2026-02-23, 2026-02-23, 2026-03-01",
        "WEEKLY,  2026-12-31, 2026-12-28, 2027-01-03",
        "MONTHLY, 2026-02-10, 2026-02-01, 2026-02-28",
        "MONTHLY, 2028-02-29, 2028-02-01, 2028-02-29",
        "MONTHLY, 2026-12-31, 2026-12-01, 2026-12-31",
    })
    void a_period_has_a_first_and_a_last_date(Cycle cycle, LocalDate date, LocalDate first, LocalDate last) {
        assertThat(cycle.firstOf(date)).isEqualTo(first);
        assertThat(cycle.lastOf(date)).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks go forward on the day after: 02:00 is there in London and Chatham, left out in New York and
        // Auckland.
        "DAILY, 2026-03-28, 00:00, 120, Europe/London,    2026-03-29T01:00:00Z",
        "DAILY, 2026-03-07, 00:00, 120, America/New_York, 2026-03-08T07:00:00Z",
        "DAILY, 2026-09-26, 00:00, 120, Pacific/Auckland, 2026-09-26T14:00:00Z",
        "DAILY, 2026-09-26, 00:00, 165, Pacific/Chatham,  2026-09-26T14:00:00Z",
        "DAILY, 2026-03-28, 00:00, 90,  Europe/London,    2026-03-29T01:30:00Z",
        // They go back: what comes twice is taken the first time.
        "DAILY, 2026-10-24, 00:00, 120, Europe/London,    2026-10-25T02:00:00Z",
        "DAILY, 2026-10-24, 00:00, 90,  Europe/London,    2026-10-25T00:30:00Z",
        "DAILY, 2026-10-31, 00:00, 120, America/New_York, 2026-11-01T07:00:00Z",
        "DAILY, 2026-10-31, 00:00, 90,  America/New_York, 2026-11-01T05:30:00Z",
        "DAILY, 2026-04-04, 00:00, 120, Pacific/Auckland, 2026-04-04T13:00:00Z",
        "DAILY, 2026-04-04, 00:00, 165, Pacific/Chatham,  2026-04-04T13:00:00Z",
        // And where 02:00 lies around the changes that are left: each day of 23 or 25 hours.
        "DAILY, 2026-03-27, 00:00, 120, Europe/London,    2026-03-28T02:00:00Z",
        "DAILY, 2026-03-29, 00:00, 120, Europe/London,    2026-03-30T01:00:00Z",
        "DAILY, 2026-10-25, 00:00, 120, Europe/London,    2026-10-26T02:00:00Z",
        "DAILY, 2026-03-06, 00:00, 120, America/New_York, 2026-03-07T07:00:00Z",
        "DAILY, 2026-03-08, 00:00, 120, America/New_York, 2026-03-09T06:00:00Z",
        "DAILY, 2026-11-01, 00:00, 120, America/New_York, 2026-11-02T07:00:00Z",
        "DAILY, 2026-09-25, 00:00, 120, Pacific/Auckland, 2026-09-25T14:00:00Z",
        "DAILY, 2026-09-27, 00:00, 120, Pacific/Auckland, 2026-09-27T13:00:00Z",
        "DAILY, 2026-04-05, 00:00, 120, Pacific/Auckland, 2026-04-05T14:00:00Z",
        "DAILY, 2026-04-04, 00:00, 150, Pacific/Auckland, 2026-04-04T13:30:00Z",
        "DAILY, 2026-09-26, 00:00, 120, Pacific/Chatham,  2026-09-26T13:15:00Z",
        "DAILY, 2026-09-27, 00:00, 120, Pacific/Chatham,  2026-09-27T12:15:00Z",
        "DAILY, 2026-04-04, 00:00, 120, Pacific/Chatham,  2026-04-04T12:15:00Z",
        "DAILY, 2026-04-05, 00:00, 120, Pacific/Chatham,  2026-04-05T13:15:00Z",
        "DAILY, 2026-10-24, 00:00, 120, Asia/Kolkata,     2026-10-24T20:30:00Z",
        // No change of clocks, and a zone of half an hour.
        "DAILY, 2026-03-28, 00:00, 120, Asia/Kolkata,     2026-03-28T20:30:00Z",
        "DAILY, 2026-12-31, 00:00, 120, Pacific/Auckland, 2026-12-31T13:00:00Z",
        // A cut-off late in the day, whose grace runs into the next.
        "DAILY, 2026-01-05, 23:00, 120, Europe/London,    2026-01-07T01:00:00Z",
        "WEEKLY, 2026-03-25, 00:00, 120, Europe/London,   2026-03-30T01:00:00Z",
        "MONTHLY, 2026-02-03, 06:00, 0,  Europe/London,   2026-03-01T06:00:00Z",
    })
    void dates_are_closed_by_the_merchants_own_clock(
            Cycle cycle, LocalDate date, LocalTime cutOff, int grace, ZoneId zone, Instant closes) {
        assertThat(cycle.closesAt(date, cutOff, grace, zone)).isEqualTo(closes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Auckland", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"})
    void no_date_of_a_year_is_left_out_or_closed_before_it_is_over(ZoneId zone) {
        LocalDate first = LocalDate.parse("2026-01-01");
        for (int grace : new int[] {0, 60, 120, 150, 165, 180, 720}) {
            Instant before = Instant.MIN;
            for (LocalDate date = first; date.getYear() == 2026; date = date.plusDays(1)) {
                Instant closes = Cycle.DAILY.closesAt(date, LocalTime.MIDNIGHT, grace, zone);
                assertThat(closes).isAfter(before);
                assertThat(closes.atZone(zone).toLocalDate()).isEqualTo(date.plusDays(1));
                before = closes;
            }
        }
    }
}
