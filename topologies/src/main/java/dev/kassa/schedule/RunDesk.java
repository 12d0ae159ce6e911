package dev.kassa.schedule;

import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.NoticeStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The runs as they stand: keeps them, tells each change, the partitions, and people. Not thread-safe. */
final class RunDesk {
    private static final Comparator<JobRunFact> BY_SLOT =
            Comparator.comparingLong(JobRunFact::getSlotAtMs).thenComparing(JobRunFact::getId);

    private final ScheduleBooks books;
    private final ScheduleOut out;
    private final ScheduleTally tally;
    private final TreeSet<String> open = new TreeSet<>();
    private final Map<String, JobRunFact> last = new HashMap<>();

    RunDesk(ScheduleBooks books, ScheduleOut out, ScheduleTally tally) {
        this.books = books;
        this.out = out;
        this.tally = tally;
        books.runs.all().forEach(entry -> remember(entry.getValue()));
    }

    static boolean isOpen(JobRunFact run) {
        return run.getEndedAtMs() == null;
    }

    private void remember(JobRunFact run) {
        if (isOpen(run)) {
            open.add(run.getId());
        } else {
            open.remove(run.getId());
        }
        last.merge(run.getJob(), run, (old, now) -> BY_SLOT.compare(now, old) >= 0 ? now : old);
    }

    /** The run of a job whose slot is the latest; what was known before where there is none any more. */
    @Nullable
    JobRunFact lastOf(String job, @Nullable JobRunFact before) {
        return last.getOrDefault(job, before);
    }

    boolean openOf(String job) {
        return open.stream().anyMatch(id -> {
            JobRunFact run = books.runs.find(id);
            return run != null && run.getJob().equals(job);
        });
    }

    /** Takes a new run in. */
    void made(JobDefinition job, JobRun run, long nowMs) {
        put(run, nowMs);
        if (job.isByPartition()) {
            tellParts(run, nowMs);
        }
        if (!run.status().isOpen()) {
            tally.ended(run.job(), run.status());
        }
    }

    private void put(JobRun run, long nowMs) {
        JobRunFact fact = JobCodec.fact(run);
        books.runs.put(run.id(), fact);
        remember(fact);
        out.run(fact, nowMs);
    }

    private void tellParts(JobRun run, long nowMs) {
        if (!run.status().isOpen()) {
            return;
        }
        for (int part = 0; part < run.parts(); part++) {
            if (!run.partsDone().contains(part)) {
                out.settle(run, part, nowMs);
            }
        }
    }

    /** Lets the time be seen by all that are under way. */
    void tick(JobCatalogue catalogue, long nowMs) {
        int late = 0;
        for (String id : open.toArray(new String[0])) {
            JobRun run = JobCodec.run(Objects.requireNonNull(books.runs.find(id)));
            JobDefinition job = catalogue.find(run.job()).orElse(null);
            if (job != null && apply(job, run, new RunCommand.Tick(), nowMs).late()) {
                late++;
            }
        }
        tally.stands(open.size(), late);
    }

    /** What becomes of a run that is told something. */
    JobRun apply(JobDefinition job, JobRun before, RunCommand command, long nowMs) {
        JobRun run = before;
        for (RunEvent event : RunRules.decide(before, job, command, nowMs)) {
            run = RunRules.evolve(run, event, nowMs);
            tell(job, run, event, nowMs);
        }
        if (run != before) {
            put(run, nowMs);
        }
        return run;
    }

    private void tell(JobDefinition job, JobRun run, RunEvent event, long nowMs) {
        switch (event) {
            case RunEvent.Failed _ -> {
                tally.ended(run.job(), run.status());
                raise(JobNotices.FAILED, NoticeSeverity.CRITICAL, run, JobNotices.failed(run), nowMs);
            }
            case RunEvent.BecameLate _ ->
                raise(JobNotices.LATE, NoticeSeverity.WARNING, run, JobNotices.late(run, job), nowMs);
            case RunEvent.Completed _ -> {
                tally.ended(run.job(), run.status());
                settle(run, nowMs);
            }
            case RunEvent.ToldAgain _ -> tellParts(run, nowMs);
            case RunEvent.Started _, RunEvent.Heard _, RunEvent.PartDone _, RunEvent.SetBack _ -> {
                // The run's own fact says it.
            }
        }
    }

    private void raise(String kind, NoticeSeverity severity, JobRun run, String text, long nowMs) {
        String id = JobNotices.id(kind, run.job(), run.timezone());
        NoticeFact before = books.notices.find(id);
        NoticeFact said = before != null && before.getStatus() == NoticeStatus.OPEN ? before : null;
        say(
                new NoticeFact(
                        id,
                        kind,
                        severity,
                        NoticeStatus.OPEN,
                        null,
                        run.id(),
                        text,
                        said == null ? 1 : said.getTimes() + 1,
                        said == null ? nowMs : said.getRaisedAtMs(),
                        nowMs),
                nowMs);
    }

    /** What was said of earlier runs is over. */
    private void settle(JobRun run, long nowMs) {
        for (Map.Entry<String, NoticeFact> entry : books.notices.all()) {
            NoticeFact notice = entry.getValue();
            if (notice.getStatus() == NoticeStatus.OPEN
                    && JobNotices.settles(run, notice.getId(), notice.getSubjectId())) {
                say(
                        NoticeFact.newBuilder(notice)
                                .setStatus(NoticeStatus.RESOLVED)
                                .setUpdatedAtMs(nowMs)
                                .build(),
                        nowMs);
            }
        }
    }

    private void say(NoticeFact notice, long nowMs) {
        books.notices.put(notice.getId(), notice);
        out.notice(notice, nowMs);
    }
}
