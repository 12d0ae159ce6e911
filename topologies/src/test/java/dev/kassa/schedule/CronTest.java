package dev.kassa.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {
    @ParameterizedTest
    @CsvSource({
        // clocks go forward at 01:00 UTC on 29 March 2026 in London, back on 25 October
        "30 1 * * *,  Europe/London,    2026-03-28T02:00:00Z, 2026-03-29T01:30:00Z",
        "30 1 * * *,  Europe/London,    2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "45 1 * * *,  Europe/London,    2026-03-29T01:10:00Z, 2026-03-29T01:45:00Z",
        "0 2 * * *,   Europe/London,    2026-03-28T02:00:00Z, 2026-03-29T01:00:00Z",
        "30 1 * * *,  Europe/London,    2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z",
        "30 1 * * *,  Europe/London,    2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "0 2 * * *,   Europe/London,    2026-10-24T12:00:00Z, 2026-10-25T02:00:00Z",
        // New York: forward on 8 March at 07:00 UTC, back on 1 November at 06:00 UTC
        "30 2 * * *,  America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:30:00Z",
        "0 2 * * *,   America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z",
        "30 1 * * *,  America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
        "30 1 * * *,  America/New_York, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        // Auckland: back on 5 April at 14:00 UTC of the 4th, forward on 27 September at 14:00 UTC of the 26th
        "30 2 * * *,  Pacific/Auckland, 2026-04-04T00:00:00Z, 2026-04-04T13:30:00Z",
        "30 2 * * *,  Pacific/Auckland, 2026-04-04T13:30:00Z, 2026-04-05T14:30:00Z",
        "0 2 * * *,   Pacific/Auckland, 2026-09-26T00:00:00Z, 2026-09-26T14:00:00Z",
        "30 2 * * *,  Pacific/Auckland, 2026-09-26T00:00:00Z, 2026-09-26T14:30:00Z",
        // Chatham changes at 02:45 local, at the same moment as Auckland
        "0 3 * * *,   Pacific/Chatham,  2026-09-26T00:00:00Z, 2026-09-26T14:15:00Z",
        "0 3 * * *,   Pacific/Chatham,  2026-04-04T00:00:00Z, 2026-04-04T13:15:00Z",
        "0 3 * * *,   Pacific/Chatham,  2026-04-04T13:15:00Z, 2026-04-05T14:15:00Z",
        "0 2 * * *,   Asia/Kolkata,     2026-03-28T00:00:00Z, 2026-03-28T20:30:00Z",
        "0 3 * * 0,   UTC,              2026-11-26T00:00:00Z, 2026-11-29T03:00:00Z",
        "*/30 * * * *, UTC,             2026-11-26T00:30:00Z, 2026-11-26T01:00:00Z",
        "0 1 * * *,   UTC,              2026-12-31T01:00:00Z, 2027-01-01T01:00:00Z",
        "0 0 29 2 *,  UTC,              2026-01-01T00:00:00Z, 2028-02-29T00:00:00Z",
    })
    void the_next_moment_follows_the_zone(String expression, String zone, Instant after, Instant next) {
        assertThat(Cron.of(expression, ZoneId.of(zone)).next(after)).isEqualTo(next);
    }

    /** Of the plain model a day has just one moment: that which java.time gives its local time. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Auckland", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"})
    void each_day_of_three_years_has_one_moment_at_each_quarter_of_an_hour(String name) {
        ZoneId zone = ZoneId.of(name);
        for (int quarter = 0; quarter < 96; quarter++) {
            LocalTime at = LocalTime.of(quarter / 4, quarter % 4 * 15);
            List<Instant> expected = new ArrayList<>();
            List<Instant> actual = new ArrayList<>();
            Cron cron = Cron.daily(at, zone);
            LocalDate day = LocalDate.of(2025, 1, 2);
            Instant moment = ZonedDateTime.of(day.minusDays(1), at, zone).toInstant();
            while (day.isBefore(LocalDate.of(2028, 1, 1))) {
                expected.add(ZonedDateTime.of(day, at, zone).toInstant());
                moment = cron.next(moment);
                actual.add(moment);
                day = day.plusDays(1);
            }
            assertThat(actual).as("at %s", at).isEqualTo(expected);
        }
    }

    @Test
    void what_is_no_expression_is_refused() {
        assertThatThrownBy(() -> Cron.of("0 25 * * *", ZoneId.of("UTC"))).isInstanceOf(IllegalArgumentException.class);
    }
}
