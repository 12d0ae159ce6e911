package dev.kassa.schedule.job;

import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One notice for each withdrawal that waits for approvals longer than 30 minutes, said again at each run, until it waits no more. */
public final class WithdrawalReminder implements Job {
    static final String KIND = "withdrawal_review";

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final FactScan scan;
    private final FactOut out;
    private final InstantSource clock;

    public WithdrawalReminder(FactScan scan, FactOut out, InstantSource clock) {
        this.scan = scan;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public String name() {
        return JobCatalogue.WITHDRAWAL_REMINDER;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        long nowMs = clock.millis();
        Map<String, WithdrawalFact> waiting = waiting(progress);
        NoticeBook notices = new NoticeBook(scan, out, KIND, true, run.slotAtMs(), nowMs);
        for (WithdrawalFact withdrawal : waiting.values()) {
            progress.goOn();
            long waitsMs = nowMs - withdrawal.getCreatedAtMs();
            if (waitsMs > PATIENCE.toMillis()) {
                notices.say(
                        withdrawal.getId(),
                        withdrawal.getMerchantId(),
                        NoticeSeverity.WARNING,
                        text(withdrawal, waitsMs));
            }
        }
        notices.resolveOthers();
        return new JobResult(
                List.of(
                        new JobCount("waiting", waiting.size()),
                        new JobCount("reminded", notices.raised()),
                        new JobCount("resolved", notices.resolved())),
                "",
                notices.raised() + " of " + waiting.size() + " waiting withdrawals were brought to mind.");
    }

    private Map<String, WithdrawalFact> waiting(Progress progress) throws InterruptedException {
        Map<String, WithdrawalFact> waiting = new TreeMap<>();
        for (int partition = 0; partition < scan.partitions(); partition++) {
            progress.goOn();
            scan.each(Topics.WITHDRAWALS, partition, withdrawal -> {
                if (withdrawal.getStatus() == WithdrawalStatusCode.PENDING) {
                    waiting.put(withdrawal.getId(), withdrawal);
                } else {
                    waiting.remove(withdrawal.getId());
                }
            });
        }
        return waiting;
    }

    private static String text(WithdrawalFact withdrawal, long waitsMs) {
        return "Withdrawal " + withdrawal.getWithdrawalNo() + " of " + withdrawal.getMerchantId() + " has "
                + withdrawal.getApprovals().size() + " of " + withdrawal.getApprovalsNeeded()
                + " approvals after " + waitsMs / 60_000 + " minutes.";
    }
}
