package dev.kassa.settlement.window;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementLines;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the journal and the cuts reach the application, the same is drawn up. */
class SettlementOrderTest {
    private static final LocalDate DATE = LocalDate.parse("2026-01-05");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyOrderOfCutsAndEntriesGivesTheSameBytesAsThePlainModel(long seed) {
        SettledLog log = new SettledLog(new SplittableRandom(seed));
        log.live(300);
        Map<String, SettlementLines> expected = log.expected();
        assertThat(expected.values())
                .anySatisfy(lines -> assertThat(lines.getEntries()).isZero());

        assertThat(drawnUp(log, new SplittableRandom(0), 0)).as("entries first").isEqualTo(expected);
        assertThat(drawnUp(log, new SplittableRandom(0), 100)).as("cuts first").isEqualTo(expected);
        for (int order = 1; order <= 3; order++) {
            int cutsFirst = 25 * order;
            assertThat(drawnUp(log, new SplittableRandom(seed * 31 + order), cutsFirst))
                    .as("order %d", order)
                    .isEqualTo(expected);
        }
    }

    /** Reads the two topics, each in its own order, and every third record of the journal twice. */
    private Map<String, SettlementLines> drawnUp(SettledLog log, SplittableRandom order, int cutsFirstPercent) {
        try (SettlementDriver app = new SettlementDriver(folder)) {
            log.merchants().forEach(merchant -> app.merchant(merchant, "UTC"));
            int entry = 0;
            int cut = 0;
            while (entry < log.entries().size() || cut < log.cuts().size()) {
                boolean hasBoth =
                        entry < log.entries().size() && cut < log.cuts().size();
                if (hasBoth
                        ? order.nextInt(100) < cutsFirstPercent
                        : cut < log.cuts().size()) {
                    app.reads(log.cuts().get(cut++));
                } else {
                    app.reads(log.entries().get(entry));
                    if (entry % 3 == 0) {
                        app.reads(log.entries().get(entry));
                    }
                    entry++;
                }
            }
            assertThat(app.deadLetters()).isEmpty();
            return app.drawnUp().stream().collect(toMap(DrawUpSettlement::getSettlementId, DrawUpSettlement::getLines));
        }
    }

    @Test
    void aCutWaitsUntilTheJournalWasReadThatFar() {
        Ledger ledger = new Ledger();
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.reads(ledger.captures("m", DATE, 100, 1));
            app.reads(SettlementDriver.cut("s", "m", DATE, DATE, 2, null));
            assertThat(app.drawnUp()).isEmpty();

            app.reads(ledger.captures("m", DATE, 200, 2));

            assertThat(app.drawnUp()).singleElement().satisfies(drawn -> {
                assertThat(drawn.getLines().getGross()).isEqualTo(300);
                assertThat(drawn.getLines().getEntries()).isEqualTo(2);
            });
        }
    }

    @Test
    void ofCutsThatWaitEachIsDrawnUpAsSoonAsTheJournalWasReadThatFar() {
        Ledger ledger = new Ledger();
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.reads(SettlementDriver.cut("first", "m", DATE, DATE, 1, null));
            app.reads(SettlementDriver.cut("second", "m", DATE, DATE, 2, null));

            app.reads(ledger.captures("m", DATE, 100, 1));
            assertThat(app.drawnUp())
                    .extracting(DrawUpSettlement::getSettlementId)
                    .containsExactly("first");

            app.reads(ledger.captures("m", DATE, 100, 1));
            assertThat(app.drawnUp())
                    .extracting(DrawUpSettlement::getSettlementId)
                    .containsExactly("second");
        }
    }

    /** A settlement that was found empty opened its dates again; when all is read anew, its cut comes after their entries. */
    @Test
    void aCutLeavesWhatCameAfterItToTheNext() {
        Ledger ledger = new Ledger();
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.reads(ledger.captures("other", DATE, 100, 1));
            app.reads(ledger.captures("m", DATE, 200, 2));

            app.reads(SettlementDriver.cut("empty", "m", DATE, DATE, 1, null));
            app.reads(SettlementDriver.cut("full", "m", DATE, DATE, 2, null));

            assertThat(app.drawnUp())
                    .extracting(
                            DrawUpSettlement::getSettlementId,
                            drawn -> drawn.getLines().getEntries())
                    .containsExactly(tuple("empty", 0L), tuple("full", 1L));
        }
    }

    @Test
    void anEntryThatMovesTwoCurrenciesIsOnceOfTheDateOfEach() {
        Ledger ledger = new Ledger();
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.reads(ledger.exchanges("m", DATE, 100, "USD"));
            SettlementCut usd = SettlementDriver.cut("usd", "m", DATE, DATE, 1, null);
            usd.setCurrency("USD");

            app.reads(SettlementDriver.cut("eur", "m", DATE, DATE, 1, null));
            app.reads(usd);

            assertThat(app.drawnUp())
                    .extracting(
                            DrawUpSettlement::getSettlementId,
                            drawn -> drawn.getLines().getEntries(),
                            drawn -> drawn.getLines().getOther())
                    .containsExactly(tuple("eur", 1L, -100L), tuple("usd", 1L, 100L));
        }
    }

    @Test
    void whatIsNoEntryNoCutNoRunAndNoMerchantIsPutAsideAndTheRestGoesOn() {
        Ledger ledger = new Ledger();
        byte[] poison = {9, 9, 9};
        List<String> topics = List.of("journal", "settlement-cuts", "settlement-runs", "merchants");
        try (SettlementDriver app = new SettlementDriver(folder)) {
            for (String topic : topics) {
                app.pipe(topic, "key", poison);
                app.pipe(topic, "key", null);
            }
            app.reads(ledger.captures("m", DATE, 100, 1));
            app.reads(SettlementDriver.cut("s", "m", DATE, DATE, 1, null));

            assertThat(app.deadLetters()).hasSize(8).containsOnlyElementsOf(topics);
            assertThat(app.drawnUp()).hasSize(1);
        }
    }

    @Test
    void anEntryFromBeforeSettlementsCountsOnItsDateWhereTheMerchantIs() {
        Ledger ledger = new Ledger();
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.merchant("m", "Pacific/Auckland");
            app.reads(ledger.capturesUnstamped("m", Instant.parse("2026-01-04T11:00:00Z"), 100, 1));
            app.reads(SettlementDriver.cut("s", "m", DATE, DATE, 1, null));

            assertThat(app.drawnUp().getFirst().getLines().getGross()).isEqualTo(100);
        }
    }

    @Test
    void theDigestOfOneDateIsChainedOverItsEntriesAndThatOfSeveralOverTheDates() {
        Ledger ledger = new Ledger();
        byte[] zeros = new byte[32];
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.merchant("m", "UTC", "weekly", null);
            byte[] a = hash(ledger.captures("m", DATE, 100, 1).getHash());
            byte[] b = hash(ledger.captures("m", DATE.plusDays(1), 100, 1).getHash());
            byte[] c = hash(ledger.captures("m", DATE, 100, 1).getHash());
            app.reads(ledger.entries());
            app.reads(SettlementDriver.cut("s", "m", DATE, DATE.plusDays(6), 3, null));

            byte[] monday = Ledger.sha256(Ledger.sha256(zeros, a), c);
            byte[] tuesday = Ledger.sha256(zeros, b);
            assertThat(hash(app.drawnUp().getFirst().getLines().getDigest())).isEqualTo(Ledger.sha256(monday, tuesday));
        }
    }

    private static byte[] hash(ByteBuffer bytes) {
        byte[] hash = new byte[32];
        bytes.duplicate().get(hash);
        return hash;
    }
}
