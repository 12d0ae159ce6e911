package dev.kassa.settlement.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.SettlementRun;
import dev.kassa.schema.Topics;
import dev.kassa.settlement.window.SettlementLife.Stored;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored is gone on with after a start, here or elsewhere. */
class StartAgainTest {
    private static final LocalDate DATE = LocalDate.parse("2026-01-05");

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private final Stored stored = Stored.nothing();
    private SettlementLife life;

    @BeforeEach
    void start() {
        life = new SettlementLife(stored, folder);
    }

    private void startAgain() {
        life.leaves();
        start();
    }

    private void reads(EntryFact entry) {
        life.reads(Topics.JOURNAL, entry);
    }

    private void cut(String settlementId, long sequence) {
        life.reads(Topics.SETTLEMENT_CUTS, SettlementDriver.cut(settlementId, "m", DATE, DATE, sequence, null));
    }

    private List<String> drawnUp() {
        return life.toCore(DrawUpSettlement.class).stream()
                .map(each -> each.getSettlementId() + " " + each.getLines().getEntries() + " "
                        + each.getLines().getGross())
                .toList();
    }

    @Test
    void entriesFromBeforeAndAfterAddUpAndOneThatComesAgainCountsOnce() {
        EntryFact first = ledger.captures("m", DATE, 100, 1);
        reads(first);
        startAgain();
        reads(first);
        reads(ledger.captures("m", DATE, 200, 2));

        cut("s", 2);

        assertThat(drawnUp()).containsExactly("s 2 300");
    }

    @Test
    void cutsThatWaitForTheJournalAreDrawnUpOnceItIsReadThatFar() {
        cut("later", 2);
        cut("s", 1);
        startAgain();

        reads(ledger.captures("m", DATE, 100, 1));
        assertThat(drawnUp()).containsExactly("s 1 100");

        startAgain();
        reads(ledger.captures("m", DATE, 200, 2));
        assertThat(drawnUp()).containsExactly("later 1 200");
    }

    @Test
    void aCutThatWasDrawnUpIsNotDrawnUpAgain() {
        cut("s", 1);
        reads(ledger.captures("m", DATE, 100, 1));
        assertThat(drawnUp()).hasSize(1);
        startAgain();

        reads(ledger.captures("m", DATE, 200, 2));

        assertThat(drawnUp()).isEmpty();
    }

    @Test
    void aRunThatHasMoreToLookAtGoesOn() {
        life.knows("never", "Asia/Kolkata");
        life.knows("z", "UTC");
        IntStream.rangeClosed(0, Closing.LOOKED_AT_MAX)
                .forEach(i -> reads(ledger.captures("never", LocalDate.EPOCH.plusDays(i), 100, 1)));
        reads(ledger.captures("z", DATE, 100, 1));
        long dueAtMs = Instant.parse("2026-02-01T02:00:00Z").toEpochMilli();
        life.reads(Topics.SETTLEMENT_RUNS, new SettlementRun("r", dueAtMs, "UTC"));
        assertThat(life.toCore(CreateSettlement.class)).isEmpty();
        startAgain();

        life.timePasses();

        assertThat(life.toCore(CreateSettlement.class))
                .extracting(CreateSettlement::getMerchantId)
                .containsExactly("z");
    }

    @Test
    void aRunThatIsDoneIsOnlyReportedAgain() {
        long dueAtMs = Instant.parse("2026-02-01T02:00:00Z").toEpochMilli();
        life.reads(Topics.SETTLEMENT_RUNS, new SettlementRun("r", dueAtMs, null));
        assertThat(life.toSchedule(JobReport.class)).hasSize(1);
        life.knows("m", "UTC");
        reads(ledger.captures("m", DATE, 100, 1));
        startAgain();

        life.timePasses();
        life.reads(Topics.SETTLEMENT_RUNS, new SettlementRun("r", dueAtMs, null));

        assertThat(life.toSchedule(JobReport.class))
                .extracting(JobReport::getPosition)
                .containsExactly("0:1");
    }

    @Test
    void openWindowsAreToldOfUntilThePartitionLeaves() {
        reads(ledger.captures("m", DATE, 100, 1));
        reads(ledger.captures("m", DATE.plusDays(1), 100, 1));
        startAgain();
        assertThat(life.tally.openWindows()).isEqualTo(2);

        life.leaves();

        assertThat(life.tally.openWindows()).isZero();
    }
}
