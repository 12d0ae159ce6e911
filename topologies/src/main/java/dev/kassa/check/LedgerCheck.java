package dev.kassa.check;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.check.LedgerChecker.Checked;
import dev.kassa.port.FileStore;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.FactScan;
import dev.kassa.schedule.job.NoticeBook;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The job that checks the ledger: what came since the last check, and everything where the last one's checkpoint is missing,
 * not ours, or was asked to be left alone by a reason that begins with {@code whole}.
 *
 * <p>The result is in the log before the checkpoint is replaced: who is killed in between proves the same again and says it
 * under the same id. A violation stays open until a check of everything finds none.
 */
public final class LedgerCheck implements Job {
    static final String VIOLATION = "ledger_violation";

    private static final String WHOLE = "whole";
    private static final String ID = "chk_";

    private final LedgerChecker checker;
    private final int partitions;
    private final FactScan scan;
    private final FactOut out;
    private final CheckSeal seal;
    private final CheckpointFile file;
    private final InstantSource clock;

    public LedgerCheck(
            LedgerSource source, FactScan scan, FactOut out, FileStore files, CheckSeal seal, InstantSource clock) {
        this.checker = new LedgerChecker(source);
        this.partitions = source.partitions();
        this.scan = scan;
        this.out = out;
        this.seal = seal;
        this.file = new CheckpointFile(files, seal);
        this.clock = clock;
    }

    @Override
    public String name() {
        return JobCatalogue.LEDGER_CHECK;
    }

    /** The id of the check that a run makes. */
    static String checkId(String runId) {
        return ID + runId.substring(runId.lastIndexOf('_') + 1);
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        long startedAtMs = clock.millis();
        Checkpoint from = run.reason().startsWith(WHOLE) ? Checkpoint.first(Checkpoint.ASKED) : file.read(partitions);
        Checked checked = checker.check(from, startedAtMs, entries -> {
            progress.goOn();
            progress.tell(List.of(new JobCount("entries", entries)), "The journal is being proved.");
        });
        LedgerCheckFact fact = checked.fact()
                .setId(checkId(run.id()))
                .setRunId(run.id())
                .setTrigger(run.trigger().name().toLowerCase(Locale.ROOT))
                .setStartedAtMs(startedAtMs)
                .setDurationMs(clock.millis() - startedAtMs)
                .setSignature(ByteBuffer.allocate(0))
                .build();
        seal.sign(fact);
        progress.goOn();
        out.write(Topics.LEDGER_CHECKS, fact.getId(), fact);
        notice(fact, run.slotAtMs());
        for (LedgerCheckpoint each : checked.checkpoints()) {
            each.setCheckId(fact.getId());
        }
        file.write(checked.checkpoints());
        return result(fact);
    }

    private void notice(LedgerCheckFact fact, long slotAtMs) throws IOException, InterruptedException {
        NoticeBook notices = new NoticeBook(scan, out, VIOLATION, true, slotAtMs, clock.millis());
        if (fact.getViolations() > 0) {
            LedgerViolation first = fact.getShown().getFirst();
            notices.say(
                    "ledger",
                    null,
                    NoticeSeverity.CRITICAL,
                    fact.getViolations() + " violations of the ledger, the first in partition " + first.getPartition()
                            + " at entry " + first.getSequence() + " (" + first.getKind() + "): " + first.getText()
                            + " See check " + fact.getId() + ".");
        } else if (fact.getViolationsTotal() == 0) {
            notices.resolveOthers();
        }
    }

    private static JobResult result(LedgerCheckFact fact) {
        String position =
                fact.getPartitions().stream().map(LedgerCheck::position).collect(Collectors.joining(" "));
        return new JobResult(
                List.of(
                        new JobCount("entries", fact.getEntries()),
                        new JobCount("entries_total", fact.getEntriesTotal()),
                        new JobCount("accounts", fact.getAccounts()),
                        new JobCount("settlements", fact.getSettlements()),
                        new JobCount("violations", fact.getViolations())),
                position,
                said(fact));
    }

    private static String position(CheckedPartition partition) {
        return partition.getPartition() + ":" + partition.getToSequence();
    }

    private static String said(LedgerCheckFact fact) {
        if (fact.getViolations() > 0) {
            return "The ledger is violated " + fact.getViolations() + " times; check " + fact.getId() + " says where.";
        }
        return fact.getViolationsTotal() == 0
                ? "The ledger holds; check " + fact.getId() + " is signed."
                : "What is new holds; " + fact.getViolationsTotal() + " violations were found before.";
    }
}
