package dev.kassa.settlement.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CreateSettlement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs have the core close, and when. */
class ClosingTest {
    private static final int RUSH = 10_000;
    private static final Duration LOOK = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private SettlementDriver app;

    @BeforeEach
    void start() {
        app = new SettlementDriver(folder);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @ParameterizedTest(name = "{0}, cut-off {1}: {2} is closed at {3}")
    @CsvSource({
        "Europe/London,    ,      2026-01-14, 2026-01-15T02:00:00Z",
        // The clocks go on from 01:00 to 02:00, and back from 02:00 to 01:00.
        "Europe/London,    ,      2026-03-28, 2026-03-29T01:00:00Z",
        "Europe/London,    23:30, 2026-03-27, 2026-03-29T01:30:00Z",
        "Europe/London,    ,      2026-10-24, 2026-10-25T02:00:00Z",
        "Europe/London,    23:30, 2026-10-23, 2026-10-25T00:30:00Z",
        // On from 02:00 to 03:00, and back from 02:00 to 01:00.
        "America/New_York, ,      2026-03-07, 2026-03-08T07:00:00Z",
        "America/New_York, 00:30, 2026-03-07, 2026-03-08T07:30:00Z",
        "America/New_York, ,      2026-10-31, 2026-11-01T07:00:00Z",
        "America/New_York, 23:30, 2026-10-30, 2026-11-01T05:30:00Z",
        // Back from 03:00 to 02:00, and on from 02:00 to 03:00.
        "Pacific/Auckland, ,      2026-04-04, 2026-04-04T13:00:00Z",
        "Pacific/Auckland, 01:00, 2026-04-04, 2026-04-04T15:00:00Z",
        "Pacific/Auckland, ,      2026-09-26, 2026-09-26T14:00:00Z",
        // Back from 03:45 to 02:45, and on from 02:45 to 03:45.
        "Pacific/Chatham,  ,      2026-04-04, 2026-04-04T12:15:00Z",
        "Pacific/Chatham,  01:00, 2026-04-04, 2026-04-04T13:15:00Z",
        "Pacific/Chatham,  01:00, 2026-09-26, 2026-09-26T14:15:00Z",
        "Asia/Kolkata,     ,      2026-03-28, 2026-03-28T20:30:00Z",
        "Asia/Kolkata,     18:00, 2026-03-28, 2026-03-29T14:30:00Z",
    })
    void aDateIsClosedAtItsInstantAndNotAMillisecondBefore(String zone, String cutOff, LocalDate date, Instant at) {
        app.merchant("m", zone, null, cutOff);
        app.reads(ledger.captures("m", date, 100, 1));

        app.runs("before", at.minusMillis(1).toString(), zone);
        assertThat(app.asked()).isEmpty();

        app.runs("then", at.toString(), zone);
        assertThat(dates(app.asked())).containsExactly(date);
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Auckland, 00:00",
        "Europe/London, 23:15",
        "America/New_York, 00:30",
        "Asia/Kolkata, 00:00",
        "Pacific/Chatham, 01:00",
        "America/New_York, 23:30",
        "Europe/London, 00:00"
    })
    void throughAYearEachDayClosesOneDateNoneSkippedNoneDoubled(ZoneId zone, String cutOff) {
        app.merchant("m", zone.getId(), null, cutOff);
        LocalDate first = LocalDate.parse("2026-01-01");
        List<LocalDate> year = first.datesUntil(first.plusYears(1)).toList();
        year.forEach(date -> app.reads(ledger.captures("m", date, 100, 1)));
        app.passes(Duration.ofSeconds(1));
        String hour = app.hours().getFirst();
        LocalTime time = LocalTime.parse(hour.substring(hour.indexOf(' ') + 1));

        List<LocalDate> closed = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(first.plusYears(1).plusDays(3)); day = day.plusDays(1)) {
            app.runs("of " + day, day.atTime(time).atZone(zone).toInstant().toString(), zone.getId());
            List<LocalDate> asked = dates(app.cutsAll(ledger));
            assertThat(asked).as("%s", day).hasSizeLessThanOrEqualTo(1);
            closed.addAll(asked);
        }

        assertThat(closed).isEqualTo(year);
    }

    @ParameterizedTest(name = "{0}: {1} is closed at {2}")
    @CsvSource({
        "daily,   2026-02-27, 2026-02-28T02:00:00Z",
        // A Sunday ends the week; a week that lies in two years is one.
        "weekly,  2026-02-23, 2026-03-02T02:00:00Z",
        "weekly,  2026-03-01, 2026-03-02T02:00:00Z",
        "weekly,  2026-12-28, 2027-01-04T02:00:00Z",
        "monthly, 2026-02-01, 2026-03-01T02:00:00Z",
        "monthly, 2028-02-29, 2028-03-01T02:00:00Z",
        "monthly, 2026-04-30, 2026-05-01T02:00:00Z",
        "monthly, 2026-12-31, 2027-01-01T02:00:00Z",
    })
    void aPeriodIsClosedTheDayAfterItsLastDate(String cycle, LocalDate date, Instant at) {
        app.merchant("m", "UTC", cycle, null);
        app.reads(ledger.captures("m", date, 100, 1));

        app.runs("before", at.minusSeconds(60).toString(), "UTC");
        assertThat(app.asked()).isEmpty();

        app.runs("then", at.toString(), "UTC");
        assertThat(dates(app.asked())).containsExactly(date);
    }

    @Test
    void thePeriodIsAskedForOnceHoweverManyOfItsDatesHaveEntries() {
        app.merchant("m", "UTC", "monthly", null);
        LocalDate first = LocalDate.parse("2026-02-01");
        first.datesUntil(first.plusDays(28)).forEach(date -> app.reads(ledger.captures("m", date, 100, 1)));

        app.runs("r", "2026-03-01T02:00:00Z", "UTC");

        assertThat(dates(app.asked())).containsExactly(first);
    }

    @Test
    void aMerchantThatIsSettledByHandIsNeverClosedByARun() {
        app.merchant("m", "UTC", "manual", null);
        app.reads(ledger.captures("m", "2020-01-01", 100, 1));

        app.runs("r", "2026-03-01T02:00:00Z", null);

        assertThat(app.asked()).isEmpty();
        assertThat(app.reports()).containsExactly("r 0 0");
        assertThat(app.hours()).isEmpty();
    }

    @Test
    void aRunOfOneZoneLeavesTheOthersAloneAndOneOfNoneTakesAll() {
        app.merchant("a", "Asia/Kolkata");
        app.merchant("b", "Europe/London");
        app.reads(ledger.captures("a", "2026-01-01", 100, 1));
        app.reads(ledger.captures("b", "2026-01-01", 100, 1));

        app.runs("london", "2026-02-01T02:00:00Z", "Europe/London");
        assertThat(app.asked()).extracting(CreateSettlement::getMerchantId).containsExactly("b");

        app.runs("all", "2026-02-01T02:00:00Z", null);
        assertThat(app.asked()).extracting(CreateSettlement::getMerchantId).containsExactly("a", "b");
    }

    @Test
    void ofTenThousandMerchantsDueAtOnceSixtyFourAreUnderWayAtMostAndEachIsClosedOnce() {
        IntStream.range(0, RUSH).forEach(i -> {
            app.merchant("m%05d".formatted(i), "UTC");
            app.reads(ledger.captures("m%05d".formatted(i), "2026-01-01", 100, 1));
        });
        assertThat(app.tally.openWindows()).isEqualTo(RUSH);

        app.runs("rush", "2026-01-02T02:00:00Z", "UTC");
        List<String> closed = new ArrayList<>();
        List<CreateSettlement> underWay = new ArrayList<>(app.asked());
        while (!underWay.isEmpty()) {
            assertThat(underWay).hasSizeLessThanOrEqualTo(64);
            CreateSettlement next = underWay.removeFirst();
            closed.add(next.getMerchantId());
            app.cuts(next, ledger);
            underWay.addAll(app.asked());
        }

        assertThat(closed).isSorted().doesNotHaveDuplicates().hasSize(RUSH);
        assertThat(app.reports()).containsExactly("rush 10000 10000");
        assertThat(app.tally.openWindows()).isZero();
    }

    @Test
    void whatIsNotDueIsPassedOverInGoesOfABoundedSizeAndTheRunComesToItsEnd() {
        neverClosed(RUSH + 1);
        app.merchant("z", "UTC");
        app.reads(ledger.captures("z", "2026-01-01", 100, 1));

        app.runs("r", "2026-02-01T02:00:00Z", null);
        assertThat(app.asked()).isEmpty();
        assertThat(app.reports()).isEmpty();

        app.passes(LOOK);
        assertThat(app.cutsAll(ledger))
                .extracting(CreateSettlement::getMerchantId)
                .containsExactly("z");
        assertThat(app.reports()).containsExactly("r 1 1");
    }

    @Test
    void aRunWithNothingToDoIsReportedAndOneThatIsToldAgainIsReportedAgain() {
        app.runs("r", "2026-02-01T02:00:00Z", "UTC");
        app.runs("r", "2026-02-01T02:00:00Z", "UTC");

        assertThat(app.reports()).containsExactly("r 0 0", "r 0 0");
    }

    @Test
    void aDateThatTheCoreHadClosedBeforeCountsForNothing() {
        app.merchant("m", "UTC");
        app.reads(ledger.captures("m", "2026-01-01", 100, 1));
        app.runs("r", "2026-02-01T02:00:00Z", "UTC");
        CreateSettlement asked = app.asked().getFirst();
        LocalDate date = LocalDate.ofEpochDay(asked.getBusinessDate());

        app.reads(SettlementDriver.cut(null, "m", date, date, ledger.last(), "r"));

        assertThat(app.drawnUp()).isEmpty();
        assertThat(app.reports()).containsExactly("r 0 0");
    }

    /** State that is built anew reads the cuts of a run again, before it has asked for them. */
    @Test
    void cutsThatARunAskedForInAnEarlierLifeDoNotKeepItFromItsEnd() {
        neverClosed(RUSH + 1);
        app.runs("r", "2026-02-01T02:00:00Z", null);
        LocalDate date = LocalDate.parse("2026-01-01");

        app.reads(SettlementDriver.cut("old", "m", date, date, ledger.last(), "r"));

        assertThat(app.reports()).containsExactly("r 0 0");
    }

    private void neverClosed(int dates) {
        app.merchant("never", "UTC", "manual", null);
        LocalDate first = LocalDate.parse("1990-01-01");
        first.datesUntil(first.plusDays(dates)).forEach(date -> app.reads(ledger.captures("never", date, 100, 1)));
    }

    private static List<LocalDate> dates(List<CreateSettlement> asked) {
        return asked.stream()
                .map(each -> LocalDate.ofEpochDay(each.getBusinessDate()))
                .toList();
    }
}
