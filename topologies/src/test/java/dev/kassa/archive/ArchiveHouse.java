package dev.kassa.archive;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveStatus;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.JobTrigger;
import dev.kassa.schedule.job.MemoryLog;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import dev.kassa.view.ViewsDriver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The job over views in the test driver: what it tells of is told to them at once, or when the test says so. */
public final class ArchiveHouse {
    /** What goes by before a run. */
    public static final Duration RUN = Duration.ofSeconds(1);

    private static final Progress GOES_ON = new Progress() {
        @Override
        public void tell(List<JobCount> counts, String message) {}

        @Override
        public void goOn() {}
    };

    private final ViewsDriver views;
    private final MemoryLog told = new MemoryLog();
    private final Map<String, Long> slots = new HashMap<>();
    private Duration after = Duration.ZERO;
    private int runs;

    /** Rows must be so old from now on. */
    public void archiveAfter(Duration age) {
        after = age;
    }

    public ArchiveHouse(ViewsDriver views) {
        this.views = views;
    }

    /** Archives what was changed last before now, but does not tell the views yet. */
    public List<ArchiveFact> written() throws Exception {
        return attempt("job_archive_" + ++runs, 1, GOES_ON);
    }

    /** An attempt at a run. */
    public List<ArchiveFact> attempt(String run, int attempt, Progress progress) throws Exception {
        int before = told.of(Topics.ARCHIVES).size();
        result(run, attempt, progress);
        List<ArchiveFact> all = told.of(Topics.ARCHIVES);
        return all.subList(before, all.size());
    }

    public JobResult result(String run, int attempt, Progress progress) throws Exception {
        views.log().passes(RUN);
        long nowMs = views.log().nowMs();
        long slotAtMs = slots.computeIfAbsent(run, _ -> nowMs);
        views.files().setNow(Instant.ofEpochMilli(nowMs));
        return new ArchiveJob(
                        told,
                        told,
                        views.snapshots(),
                        views.files(),
                        views.codecs(),
                        after,
                        () -> Instant.ofEpochMilli(nowMs))
                .run(run(run, slotAtMs, attempt), progress);
    }

    /** Archives, and has the views go through it. */
    public List<ArchiveFact> archive() throws Exception {
        List<ArchiveFact> files = written();
        files.forEach(this::tell);
        views.goThroughArchive();
        return files;
    }

    public void tell(ArchiveFact file) {
        views.pipe(
                Topics.ARCHIVES.name(),
                file.getName().getBytes(StandardCharsets.UTF_8),
                views.codecs().of(Topics.ARCHIVES).encode(file));
    }

    public ArchiveFact restored(ArchiveFact file) {
        return ArchiveFact.newBuilder(file).setStatus(ArchiveStatus.RESTORED).build();
    }

    private static JobRun run(String id, long slotAtMs, int attempt) {
        return new JobRun(
                id,
                "archive",
                slotAtMs,
                null,
                JobTrigger.SCHEDULE,
                "schedule",
                "",
                0,
                JobRunStatus.RUNNING,
                attempt,
                "worker",
                0,
                null,
                0,
                List.of(),
                List.of(),
                "",
                "",
                false,
                slotAtMs,
                null,
                slotAtMs);
    }
}
