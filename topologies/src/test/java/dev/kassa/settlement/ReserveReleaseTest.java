package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.settlement.SettlementAccount.Reserved;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReserveReleaseTest {
    @ParameterizedTest(name = "{0}, {1}, cut-off {2}, held until {3}, closed {4} to {5}: {6} at {7}")
    @CsvSource({
        "DAILY,   Europe/London,    00:00, 2026-03-03, ,           ,           2026-03-03, 2026-03-04T03:00:00Z",
        "DAILY,   Europe/London,    06:30, 2026-03-03, ,           ,           2026-03-03, 2026-03-04T09:30:00Z",
        "DAILY,   Pacific/Auckland, 00:00, 2026-03-03, ,           ,           2026-03-03, 2026-03-03T14:00:00Z",
        // Settled before it held anything: the next date that is open.
        "DAILY,   Europe/London,    00:00, 2026-03-03, 2026-03-01, 2026-03-05, 2026-03-06, 2026-03-07T03:00:00Z",
        // The clocks go forward at 01:00 of the 29th.
        "DAILY,   Europe/London,    00:00, 2026-03-28, ,           ,           2026-03-28, 2026-03-29T02:00:00Z",
        "WEEKLY,  Europe/London,    00:00, 2026-03-03, ,           ,           2026-03-03, 2026-03-09T03:00:00Z",
        "WEEKLY,  Europe/London,    00:00, 2026-03-03, 2026-03-02, 2026-03-05, 2026-03-06, 2026-03-09T03:00:00Z",
        "MONTHLY, Europe/London,    00:00, 2026-03-03, ,           ,           2026-03-03, 2026-04-01T02:00:00Z",
        "MANUAL,  Europe/London,    00:00, 2026-03-03, ,           ,           ,           ",
    })
    void it_is_given_back_after_the_run_of_the_first_open_date_from_its_own(
            Cycle cycle,
            String zone,
            String cutOff,
            LocalDate until,
            @Nullable LocalDate closedFrom,
            @Nullable LocalDate closedTo,
            @Nullable LocalDate date,
            @Nullable Instant at) {
        ClosedDates closed = closedFrom == null || closedTo == null
                ? ClosedDates.NONE
                : ClosedDates.NONE.plus(new ClosedDates.Range(closedFrom, closedTo));
        SettlementTerms terms = new SettlementTerms(cycle, LocalTime.parse(cutOff), 1, "GB", 1_000, 3, 0, 0);
        SettlementAccount account = new SettlementAccount(closed, 0, List.of(new Reserved("stl_1", 100, until)));

        ReserveRelease release = ReserveRelease.of("stl_1", account, terms, 120, ZoneId.of(zone));

        assertThat(release).isEqualTo(date == null || at == null ? null : new ReserveRelease(date, at.toEpochMilli()));
        assertThat(ReserveRelease.of("stl_2", account, terms, 120, ZoneId.of(zone)))
                .as("one that holds nothing")
                .isNull();
    }
}
