package dev.kassa.schedule.job;

import dev.kassa.avro.NoticeSeverity;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves the whole journal from its first entry, each time: whatever is wrong is found also where it was right before. What
 * is wrong is a notice for each partition.
 */
public final class LedgerCheck implements Job {
    static final String VIOLATION = "ledger_violation";

    private static final int TOLD_EVERY = 100_000;

    private final FactScan scan;
    private final FactOut out;
    private final InstantSource clock;

    public LedgerCheck(FactScan scan, FactOut out, InstantSource clock) {
        this.scan = scan;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public String name() {
        return JobCatalogue.LEDGER_CHECK;
    }

    /** What one partition came to. */
    private static final class Proved {
        final LedgerProof proof = new LedgerProof();
        final List<String> faults = new ArrayList<>();
        long entries;
        long violations;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        NoticeBook notices = new NoticeBook(scan, out, VIOLATION, false, run.slotAtMs(), clock.millis());
        long entries = 0;
        long accounts = 0;
        long violations = 0;
        List<String> position = new ArrayList<>();
        for (int partition = 0; partition < scan.partitions(); partition++) {
            progress.goOn();
            Proved proved = prove(partition, entries, progress);
            entries += proved.entries;
            accounts += proved.proof.accounts();
            violations += proved.violations;
            position.add(partition + ":" + proved.proof.sequence());
            if (proved.violations > 0) {
                String first = proved.faults.getFirst();
                notices.say(
                        "journal-" + partition,
                        null,
                        NoticeSeverity.CRITICAL,
                        proved.violations + " violations in the journal of partition " + partition + ", the first: "
                                + first);
            }
        }
        notices.resolveOthers();
        return new JobResult(
                List.of(
                        new JobCount("entries", entries),
                        new JobCount("accounts", accounts),
                        new JobCount("violations", violations)),
                String.join(" ", position),
                violations == 0
                        ? "Every entry balances, follows on the one before and overdraws nobody."
                        : "The ledger is violated " + violations + " times; the notices say where.");
    }

    private Proved prove(int partition, long before, Progress progress) throws InterruptedException {
        Proved proved = new Proved();
        scan.each(Topics.JOURNAL, partition, entry -> {
            List<String> faults = proved.proof.next(entry);
            proved.entries++;
            proved.violations += faults.size();
            if (proved.faults.isEmpty() && !faults.isEmpty()) {
                proved.faults.add(entry.getId() + " at " + entry.getSequence() + ": " + faults.getFirst());
            }
            if (proved.entries % TOLD_EVERY == 0) {
                progress.tell(
                        List.of(new JobCount("entries", before + proved.entries)),
                        "Partition " + partition + " is being proved.");
            }
        });
        return proved;
    }
}
