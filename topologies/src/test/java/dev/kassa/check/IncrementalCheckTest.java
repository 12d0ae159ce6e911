package dev.kassa.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.check.LedgerChecker.Checked;
import dev.kassa.filestore.FolderStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check in pieces finds what a check of everything finds, and ends with the same checkpoint, wherever it is cut. */
final class IncrementalCheckTest {
    @TempDir
    private Path folder;

    private record Outcome(
            List<LedgerViolation> violations, LedgerCheckFact fact, List<LedgerCheckpoint> checkpoints) {}

    private Outcome checked(MemoryLedger ledger, List<Long> ends, long nowMs) throws Exception {
        CheckpointFile file = new CheckpointFile(new FolderStore(folder.resolve("of" + ends.size())), seal());
        LedgerChecker checker = new LedgerChecker(ledger);
        List<LedgerViolation> violations = new ArrayList<>();
        @Nullable Checked last = null;
        for (long end : ends) {
            ledger.before = end;
            last = checker.check(file.read(ledger.partitions()), nowMs, _ -> {});
            violations.addAll(last.fact().getShown());
            file.write(last.checkpoints());
        }
        LedgerCheckFact fact = Objects.requireNonNull(last)
                .fact()
                .setId("")
                .setRunId("")
                .setTrigger("")
                .setBegunFrom("")
                .setStartedAtMs(0)
                .setDurationMs(0)
                .setSignature(ByteBuffer.allocate(0))
                .build();
        return new Outcome(violations, fact, file.read(ledger.partitions()).partitions());
    }

    private static CheckSeal seal() {
        return new CheckSeal(new byte[32]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void in_pieces_as_whole(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        PaperLedger first = new PaperLedger(0, seed).deeds(1_200);
        PaperLedger second = new PaperLedger(1, seed + 100).deeds(800);
        for (int i = 0; i < random.nextInt(12); i++) {
            spoil(random, random.nextBoolean() ? first : second);
        }
        MemoryLedger ledger = new MemoryLedger(first, second);
        long last = Math.max(first.lastOffset(), second.lastOffset());
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ends.add(random.nextLong(last));
        }
        ends.sort(null);
        ends.add(Long.MAX_VALUE);
        long nowMs = Math.max(first.nowMs(), second.nowMs()) + 3_600_000;

        Outcome whole = checked(ledger, List.of(Long.MAX_VALUE), nowMs);
        Outcome pieces = checked(ledger, ends, nowMs);

        assertThat(pieces.violations).containsExactlyInAnyOrderElementsOf(whole.violations);
        assertThat(pieces.checkpoints).isEqualTo(whole.checkpoints);
        assertThat(pieces.fact.getViolationsTotal()).isEqualTo(whole.fact.getViolations());
        assertThat(pieces.fact.getEntriesTotal()).isEqualTo(whole.fact.getEntries());
        assertThat(pieces.fact.getTotals()).isEqualTo(whole.fact.getTotals());
    }

    private static void spoil(SplittableRandom random, PaperLedger paper) {
        var entry = paper.entries.get(random.nextInt(paper.entries.size()));
        switch (random.nextInt(4)) {
            case 0 -> entry.setOccurredAtMs(7);
            case 1 ->
                entry.getLegs().getFirst().setDebit(entry.getLegs().getFirst().getDebit() + 9);
            case 2 -> entry.setId("je_x");
            default ->
                paper.settlements.get(random.nextInt(paper.settlements.size())).setNet(1);
        }
    }
}
