package dev.kassa.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log with one settlement, sound and with one thing wrong. */
class SettlementCheckTest {
    private static final int DATE = 20_000;
    private static final long NOON_MS = DATE * 86_400_000L + 43_200_000L;
    private static final ByteBuffer NONE = ByteBuffer.wrap(new byte[32]);

    private final List<Logged<EntryFact>> journal = new ArrayList<>();
    private final List<Logged<SettlementCut>> cuts = new ArrayList<>();
    private final List<Logged<SettlementFact>> settlements = new ArrayList<>();

    private void captured(long offset, int settledWith) {
        entry(
                offset,
                "capture",
                settledWith,
                null,
                leg("m:receivable", 1_000, 0),
                leg("merchant:m:pending", 0, 990),
                leg("fees", 0, 10));
    }

    private void carriedOut(long offset, long net) {
        entry(
                offset,
                "settlement",
                null,
                "stl_1",
                leg("merchant:m:pending", net, 0),
                leg("merchant:m:available", 0, net));
    }

    private static LegFact leg(String account, long debit, long credit) {
        return new LegFact(account, "EUR", debit, credit);
    }

    private void entry(
            long offset, String kind, @Nullable Integer date, @Nullable String settlementId, LegFact... legs) {
        long sequence = journal.size() + 1;
        journal.add(new Logged<>(
                "journal",
                0,
                sequence,
                0,
                "m",
                new EntryFact(
                        "je_" + sequence,
                        "m",
                        kind,
                        null,
                        null,
                        List.of(legs),
                        null,
                        date,
                        settlementId,
                        null,
                        null,
                        NOON_MS,
                        NOON_MS,
                        0,
                        sequence,
                        offset,
                        NONE,
                        NONE)));
    }

    private void cut(long offset) {
        cuts.add(new Logged<>(
                "settlement-cuts",
                0,
                cuts.size(),
                0,
                "m",
                new SettlementCut("stl_1", "m", "EUR", DATE, DATE, (long) journal.size(), null, 0L, offset)));
    }

    private void settled(long offset, long entries, long net, SettlementStatusCode status) {
        SettlementFact fact = SettlementFact.newBuilder()
                .setId("stl_1")
                .setMerchantId("m")
                .setCurrency("EUR")
                .setBusinessDate(DATE)
                .setFromDate(DATE)
                .setCycle("daily")
                .setLines(new SettlementLines(
                        entries, 1L, 1L, 1_000 * entries, 0L, 0L, 0L, 10 * entries, 0L, List.of(), NONE))
                .setNet(net)
                .setStatus(status)
                .setCreatedAtMs(0)
                .setUpdatedAtMs(0)
                .setPartition(0)
                .setSequence(settlements.size() + 1)
                .setCommandOffset(offset)
                .build();
        settlements.add(new Logged<>("settlements", 0, settlements.size(), 0, "m", fact));
    }

    private List<String> violated() {
        Findings findings = new Findings();
        RecordedLog log = new RecordedLog(
                1,
                List.of(),
                List.of(),
                List.of(),
                journal,
                List.of(),
                settlements,
                cuts,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        new SettlementCheck(findings, log).check(true);
        return findings.all().stream().map(Violation::invariant).distinct().toList();
    }

    private void soundUpTo(long net) {
        captured(1, DATE);
        captured(2, DATE);
        cut(3);
        captured(4, DATE + 1);
        settled(5, 2, net, SettlementStatusCode.APPROVED);
    }

    @Test
    void a_sound_log_violates_nothing() {
        soundUpTo(1_980);
        carriedOut(6, 1_980);
        settled(6, 2, 1_980, SettlementStatusCode.COMPLETED);

        assertThat(violated()).isEmpty();
    }

    @Test
    void an_entry_of_a_date_that_is_closed_is_found() {
        captured(1, DATE);
        cut(3);
        captured(4, DATE);

        assertThat(violated()).containsExactly("I10");
    }

    @Test
    void an_entry_that_skips_its_open_date_is_found() {
        captured(1, DATE + 1);

        assertThat(violated()).containsExactly("I10");
    }

    @Test
    void a_settlement_that_leaves_an_entry_out_is_found() {
        captured(1, DATE);
        captured(2, DATE);
        cut(3);
        settled(5, 1, 990, SettlementStatusCode.PENDING);

        assertThat(violated()).containsExactly("I10");
    }

    @Test
    void a_net_amount_that_does_not_add_up_is_found() {
        soundUpTo(1_981);

        assertThat(violated()).containsExactly("I10");
    }

    @Test
    void one_that_is_posted_twice_or_with_another_amount_is_found() {
        soundUpTo(1_980);
        carriedOut(6, 1_980);
        carriedOut(7, 1_980);
        settled(7, 2, 1_980, SettlementStatusCode.COMPLETED);

        assertThat(violated()).containsExactly("I10");
    }

    @Test
    void one_that_is_completed_and_was_never_posted_is_found() {
        soundUpTo(1_980);
        settled(7, 2, 1_980, SettlementStatusCode.COMPLETED);

        assertThat(violated()).containsExactly("I10");
    }
}
