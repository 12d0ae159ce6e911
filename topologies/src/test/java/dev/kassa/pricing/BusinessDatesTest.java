package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessDatesTest {
    // London changes its clocks by an hour, Lord Howe Island by half an hour; Apia had no 30 December 2011.
    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "2026-03-28T23:59:59.999Z, Europe/London,       2026-03-28",
        "2026-03-29T00:00:00Z,     Europe/London,       2026-03-29",
        "2026-03-29T22:59:59.999Z, Europe/London,       2026-03-29",
        "2026-03-29T23:00:00Z,     Europe/London,       2026-03-30",
        "2026-10-24T22:59:59.999Z, Europe/London,       2026-10-24",
        "2026-10-24T23:00:00Z,     Europe/London,       2026-10-25",
        "2026-10-25T23:59:59.999Z, Europe/London,       2026-10-25",
        "2026-10-26T00:00:00Z,     Europe/London,       2026-10-26",
        "2026-04-04T12:59:59.999Z, Australia/Lord_Howe, 2026-04-04",
        "2026-04-04T13:00:00Z,     Australia/Lord_Howe, 2026-04-05",
        "2026-04-05T13:29:59.999Z, Australia/Lord_Howe, 2026-04-05",
        "2026-04-05T13:30:00Z,     Australia/Lord_Howe, 2026-04-06",
        "2026-10-03T13:29:59.999Z, Australia/Lord_Howe, 2026-10-03",
        "2026-10-03T13:30:00Z,     Australia/Lord_Howe, 2026-10-04",
        "2026-10-04T12:59:59.999Z, Australia/Lord_Howe, 2026-10-04",
        "2026-10-04T13:00:00Z,     Australia/Lord_Howe, 2026-10-05",
        "2011-12-30T09:59:59.999Z, Pacific/Apia,        2011-12-29",
        "2011-12-30T10:00:00Z,     Pacific/Apia,        2011-12-31",
        "1970-01-01T00:00:00Z,     UTC,                 1970-01-01",
        "1969-12-31T23:59:59.999Z, UTC,                 1969-12-31",
    })
    void the_date_of_a_moment(Instant moment, ZoneId zone, LocalDate expected) {
        assertThat(BusinessDates.of(moment.toEpochMilli(), zone)).isEqualTo(expected);
    }

    // A price that holds from the day on which the clocks change: from midnight there, not from the change, nor from 24
    // h before.
    @ParameterizedTest(name = "{0} in {1} costs {2}")
    @CsvSource({
        "2026-03-28T23:59:59.999Z, Europe/London,       10",
        "2026-03-29T00:00:00Z,     Europe/London,       80",
        "2026-03-29T22:59:59.999Z, Europe/London,       80",
        "2026-03-29T23:00:00Z,     Europe/London,       10",
        "2026-10-24T23:00:00Z,     Europe/London,       60",
        "2026-10-25T23:59:59.999Z, Europe/London,       60",
        "2026-10-26T00:00:00Z,     Europe/London,       10",
        "2026-04-04T13:00:00Z,     Australia/Lord_Howe, 70",
        "2026-04-05T13:29:59.999Z, Australia/Lord_Howe, 70",
        "2026-04-05T13:30:00Z,     Australia/Lord_Howe, 10",
    })
    void a_price_holds_on_its_dates_in_the_merchants_zone(Instant moment, ZoneId zone, long expected) {
        FeeSchedule schedule = Schedules.schedule(
                "2026-03-29..2026-03-30 8000 ; 2026-10-25..2026-10-26 6000 ;" + " 2026-04-05..2026-04-06 7000 ; 1000");

        FeeTerms terms = schedule.termsFor("EUR", "card", BusinessDates.of(moment.toEpochMilli(), zone), 0)
                .orElseThrow();

        assertThat(terms.feeOn(10_000)).isEqualTo(expected);
    }
}
