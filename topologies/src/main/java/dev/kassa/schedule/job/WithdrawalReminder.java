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

/**
 * Withdrawals that need a person: one notice for each that waits for approvals longer than 30 minutes, said again at each
 * run, until it waits no more; and one for each of which the bank took its word back, so that its money stands in suspense.
 */
public final class WithdrawalReminder implements Job {
    static final String REVIEW = "withdrawal_review";
    static final String CONTRADICTED = "withdrawal_contradicted";

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
        Map<String, WithdrawalFact> open = open(progress);
        NoticeBook reviews = new NoticeBook(scan, out, REVIEW, true, run.slotAtMs(), nowMs);
        NoticeBook contradictions = new NoticeBook(scan, out, CONTRADICTED, false, run.slotAtMs(), nowMs);
        int waiting = 0;
        for (WithdrawalFact withdrawal : open.values()) {
            progress.goOn();
            if (isContradicted(withdrawal)) {
                say(contradictions, withdrawal, NoticeSeverity.CRITICAL, contradiction(withdrawal));
                continue;
            }
            waiting++;
            long waitsMs = nowMs - withdrawal.getCreatedAtMs();
            if (waitsMs > PATIENCE.toMillis()) {
                say(reviews, withdrawal, NoticeSeverity.WARNING, wait(withdrawal, waitsMs));
            }
        }
        reviews.resolveOthers();
        contradictions.resolveOthers();
        return new JobResult(
                List.of(
                        new JobCount("waiting", waiting),
                        new JobCount("reminded", reviews.raised()),
                        new JobCount("contradicted", open.size() - waiting),
                        new JobCount("resolved", reviews.resolved() + contradictions.resolved())),
                "",
                reviews.raised() + " of " + waiting + " waiting withdrawals were brought to mind.");
    }

    private static void say(NoticeBook notices, WithdrawalFact withdrawal, NoticeSeverity severity, String text)
            throws IOException, InterruptedException {
        notices.say(withdrawal.getId(), withdrawal.getMerchantId(), severity, text);
    }

    private Map<String, WithdrawalFact> open(Progress progress) throws InterruptedException {
        Map<String, WithdrawalFact> open = new TreeMap<>();
        for (int partition = 0; partition < scan.partitions(); partition++) {
            progress.goOn();
            scan.each(Topics.WITHDRAWALS, partition, withdrawal -> {
                if (withdrawal.getStatus() == WithdrawalStatusCode.PENDING || isContradicted(withdrawal)) {
                    open.put(withdrawal.getId(), withdrawal);
                } else {
                    open.remove(withdrawal.getId());
                }
            });
        }
        return open;
    }

    /** Whether the bank's last word is another than the one by which it ended. */
    private static boolean isContradicted(WithdrawalFact withdrawal) {
        return switch (withdrawal.getStatus()) {
            case COMPLETED -> "rejected".equals(withdrawal.getBankState());
            case FAILED -> "paid".equals(withdrawal.getBankState());
            default -> false;
        };
    }

    private static String contradiction(WithdrawalFact withdrawal) {
        boolean paid = withdrawal.getStatus() == WithdrawalStatusCode.FAILED;
        return "The bank " + (paid ? "paid withdrawal " : "did not pay withdrawal ") + withdrawal.getWithdrawalNo()
                + " of " + withdrawal.getMerchantId() + " after it had said that it "
                + (paid ? "would not" : "had") + "; the money stands in suspense.";
    }

    private static String wait(WithdrawalFact withdrawal, long waitsMs) {
        return "Withdrawal " + withdrawal.getWithdrawalNo() + " of " + withdrawal.getMerchantId() + " has "
                + withdrawal.getApprovals().size() + " of " + withdrawal.getApprovalsNeeded()
                + " approvals after " + waitsMs / 60_000 + " minutes.";
    }
}
