package dev.kassa.schedule.job;

import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeStatus;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has the log forget notices that were resolved more than 30 days before the slot. */
public final class NotificationCleanup implements Job {
    private static final long HELD_MS = Duration.ofDays(30).toMillis();

    private final FactScan scan;
    private final FactOut out;

    public NotificationCleanup(FactScan scan, FactOut out) {
        this.scan = scan;
        this.out = out;
    }

    @Override
    public String name() {
        return JobCatalogue.NOTIFICATION_CLEANUP;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        Map<String, NoticeFact> notices = new LinkedHashMap<>();
        scan.each(Topics.NOTICES, 0, notice -> notices.put(notice.getId(), notice));
        long removed = 0;
        for (NoticeFact notice : notices.values()) {
            boolean old = notice.getUpdatedAtMs() < run.slotAtMs() - HELD_MS;
            if (notice.getStatus() == NoticeStatus.RESOLVED && old) {
                progress.goOn();
                out.forget(Topics.NOTICES, notice.getId());
                removed++;
            }
        }
        return new JobResult(
                List.of(new JobCount("notices", notices.size()), new JobCount("removed", removed)),
                "",
                removed + " of " + notices.size() + " notices were resolved more than 30 days ago, and removed.");
    }
}
