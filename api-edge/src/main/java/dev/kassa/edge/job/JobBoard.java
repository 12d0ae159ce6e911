package dev.kassa.edge.job;

import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every job, its runs of the last months and the notices, in memory. Thread-safe. Of two facts the later one stays. */
public final class JobBoard {
    /** A week longer than the schedule remembers a run. */
    private static final long RUNS_HELD_MS = Duration.ofDays(97).toMillis();

    private static final long NOTICES_HELD_MS = Duration.ofDays(37).toMillis();
    private static final int SWEEP_EVERY = 1_000;

    /** Newest first; of one moment by id. */
    private static final Comparator<JobRunFact> NEWEST =
            Comparator.comparing(JobBoard::cursor).reversed();

    private final Map<String, JobFact> jobs = new ConcurrentHashMap<>();
    private final Map<String, JobRunFact> runs = new ConcurrentHashMap<>();
    private final Map<String, NoticeFact> notices = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private int applied;

    /** Takes a job over, from the log or from a reply. */
    public void apply(JobFact job) {
        changes.incrementAndGet();
        jobs.merge(job.getName(), job, (old, now) -> now.getUpdatedAtMs() >= old.getUpdatedAtMs() ? now : old);
    }

    /** Takes a run over, from the log or from a reply. */
    public void apply(JobRunFact run) {
        changes.incrementAndGet();
        runs.merge(run.getId(), run, (old, now) -> now.getUpdatedAtMs() >= old.getUpdatedAtMs() ? now : old);
        sweep(run.getUpdatedAtMs());
    }

    public void apply(NoticeFact notice) {
        changes.incrementAndGet();
        notices.merge(notice.getId(), notice, (old, now) -> now.getUpdatedAtMs() >= old.getUpdatedAtMs() ? now : old);
        sweep(notice.getUpdatedAtMs());
    }

    /** How often something of it was told; more than before: there is something to look at again. */
    public long changes() {
        return changes.get();
    }

    /** What the log has forgotten is seen only by the next start; until then it is told by its age. */
    private synchronized void sweep(long nowMs) {
        applied++;
        if (applied % SWEEP_EVERY == 0) {
            runs.values().removeIf(run -> run.getEndedAtMs() != null && run.getEndedAtMs() < nowMs - RUNS_HELD_MS);
            notices.values()
                    .removeIf(notice -> notice.getStatus() == dev.kassa.avro.NoticeStatus.RESOLVED
                            && notice.getUpdatedAtMs() < nowMs - NOTICES_HELD_MS);
        }
    }

    /** All jobs, by name. */
    public List<JobFact> jobs() {
        return jobs.values().stream()
                .sorted(Comparator.comparing(JobFact::getName))
                .toList();
    }

    public Optional<JobFact> job(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** Where a run stands in the list of runs. */
    public static String cursor(JobRunFact run) {
        return "%015d-%s".formatted(run.getSlotAtMs(), run.getId());
    }

    /** The runs of a job, newest first, at most so many behind a place. */
    public List<JobRunFact> runs(String job, @Nullable String before, int most) {
        return runs.values().stream()
                .filter(run -> run.getJob().equals(job))
                .filter(run -> before == null || cursor(run).compareTo(before) < 0)
                .sorted(NEWEST)
                .limit(most)
                .toList();
    }

    /** The notices that are wanted, those that changed last first. */
    public List<NoticeFact> notices(Predicate<NoticeFact> wanted, int most) {
        return notices.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparingLong(NoticeFact::getUpdatedAtMs)
                        .thenComparing(NoticeFact::getId)
                        .reversed())
                .limit(most)
                .toList();
    }
}
