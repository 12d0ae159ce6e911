package dev.kassa.check;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.avro.LedgerTotal;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.check.PartitionCheck.ForeignCheckpoint;
import dev.kassa.check.PartitionCheck.Place;
import dev.kassa.port.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Checks the ledger of all partitions, one after the other. Writes nothing. Thread-safe. */
public final class LedgerChecker {
    private static final int TOLD_EVERY = 10_000;
    private static final ByteBuffer NO_SIGNATURE = ByteBuffer.allocate(0);

    private final LedgerSource source;

    public LedgerChecker(LedgerSource source) {
        this.source = source;
    }

    /** Is told how many entries were read, now and then, and may end the check. */
    public interface Progress {
        void read(long entries) throws InterruptedException;
    }

    /** What a check came to, and where the next goes on. */
    record Checked(LedgerCheckFact.Builder fact, List<LedgerCheckpoint> checkpoints) {}

    /**
     * Checks everything from the first entry.
     *
     * @return unsigned, without id
     */
    public LedgerCheckFact whole(long nowMs, LongConsumer progress) throws InterruptedException {
        return unsigned(Checkpoint.first(Checkpoint.ASKED), nowMs, progress);
    }

    /**
     * Checks what came since the last check of the job, and everything where its checkpoint cannot be believed; leaves that as
     * it is.
     *
     * @param files where the checkpoint is
     * @param seal what it is signed with
     * @return unsigned, without id
     * @throws IOException where the store of files does not answer
     */
    public LedgerCheckFact sinceCheckpoint(FileStore files, CheckSeal seal, long nowMs, LongConsumer progress)
            throws IOException, InterruptedException {
        return unsigned(new CheckpointFile(files, seal).read(source.partitions()), nowMs, progress);
    }

    private LedgerCheckFact unsigned(Checkpoint from, long nowMs, LongConsumer progress) throws InterruptedException {
        return check(from, nowMs, progress::accept)
                .fact()
                .setId("")
                .setRunId("")
                .setTrigger("manual")
                .setStartedAtMs(nowMs)
                .setDurationMs(0)
                .setSignature(NO_SIGNATURE)
                .build();
    }

    /** What stands for a record that is no check, whoever wrote it: nothing was read, and nobody signed it. */
    public static LedgerCheckFact unreadable(String id) {
        return new LedgerCheckFact(
                id,
                "",
                "",
                "unreadable",
                List.of(),
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                List.of(),
                List.of(),
                0L,
                0L,
                NO_SIGNATURE);
    }

    /** Goes on from a checkpoint; where that is of another log, from the first entry. */
    Checked check(Checkpoint from, long nowMs, Progress progress) throws InterruptedException {
        try {
            return new Pass(from, nowMs, progress).run();
        } catch (ForeignCheckpoint e) {
            try {
                return new Pass(Checkpoint.first(Checkpoint.FOREIGN), nowMs, progress).run();
            } catch (ForeignCheckpoint never) {
                throw new IllegalStateException("the first offset is behind the end of the log", never);
            }
        }
    }

    /** One pass over all partitions. */
    private final class Pass {
        private final Checkpoint from;
        private final long nowMs;
        private final Progress progress;
        private final Violations violations = new Violations();
        private final List<CheckedPartition> partitions = new ArrayList<>();
        private final List<LedgerCheckpoint> checkpoints = new ArrayList<>();
        private final Map<String, long[]> totals = new TreeMap<>();
        private long entries;
        private long entriesTotal;
        private long accounts;
        private long settlements;
        private long violationsBefore;

        Pass(Checkpoint from, long nowMs, Progress progress) {
            this.from = from;
            this.nowMs = nowMs;
            this.progress = progress;
        }

        Checked run() throws InterruptedException, ForeignCheckpoint {
            for (int partition = 0; partition < source.partitions(); partition++) {
                partition(partition);
            }
            return new Checked(fact(), checkpoints);
        }

        private void partition(int partition) throws InterruptedException, ForeignCheckpoint {
            LedgerCheckpoint last = from.of(partition);
            LedgerProof proof = new LedgerProof(partition, violations);
            if (last != null) {
                proof.resume(last);
                violationsBefore += last.getViolations();
                entriesTotal += last.getEntries();
            }
            long violationsAtStart = violations.count();
            long sequenceAtStart = proof.sequence();
            PartitionCheck check = new PartitionCheck(proof, nowMs, this::read);
            Place place = check.run(source, partition, last == null ? Place.FIRST : Place.of(last));
            entriesTotal += check.entries();
            accounts += proof.accounts();
            settlements += proof.compared();
            proof.totals().forEach(this::add);
            partitions.add(new CheckedPartition(
                    partition, sequenceAtStart, proof.sequence(), place.journal(), ByteBuffer.wrap(proof.lastHash())));
            long found = violations.count() - violationsAtStart;
            checkpoints.add(proof.written()
                    .setCheckId("")
                    .setPartitions(source.partitions())
                    .setJournalOffset(place.journal())
                    .setCutsOffset(place.cuts())
                    .setSettlementsOffset(place.settlements())
                    .setEntries((last == null ? 0 : last.getEntries()) + check.entries())
                    .setViolations((last == null ? 0 : last.getViolations()) + found)
                    .build());
        }

        private void read() throws InterruptedException {
            entries++;
            if (entries % TOLD_EVERY == 0) {
                progress.read(entries);
            }
        }

        private void add(String currency, long[] total) {
            long[] sum = totals.computeIfAbsent(currency, _ -> new long[2]);
            sum[0] = Accounts.added(sum[0], total[0]);
            sum[1] = Accounts.added(sum[1], total[1]);
        }

        private LedgerCheckFact.Builder fact() {
            List<LedgerTotal> byCurrency = new ArrayList<>();
            totals.forEach((currency, total) -> byCurrency.add(new LedgerTotal(currency, total[0], total[1])));
            return LedgerCheckFact.newBuilder()
                    .setBegunFrom(from.begunFrom())
                    .setPartitions(partitions)
                    .setEntries(entries)
                    .setEntriesTotal(entriesTotal)
                    .setAccounts(accounts)
                    .setSettlements(settlements)
                    .setViolations(violations.count())
                    .setViolationsTotal(violationsBefore + violations.count())
                    .setShown(
                            violations.kept().stream().map(LedgerChecker::fact).toList())
                    .setTotals(byCurrency);
        }
    }

    private static LedgerViolation fact(Violation violation) {
        return new LedgerViolation(
                violation.rule().word(),
                violation.partition(),
                violation.sequence(),
                violation.subjectId(),
                violation.text());
    }
}
