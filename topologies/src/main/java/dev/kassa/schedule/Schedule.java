package dev.kassa.schedule;

import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobKeyState;
import dev.kassa.avro.JobLane;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobRunFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which runs there are: made of slots as they come, or by hand; and how each job stands. Not thread-safe. */
final class Schedule {
    static final long KEYS_HELD_MS = Duration.ofDays(1).toMillis();

    /** So long after its end a run is forgotten. */
    static final long RUNS_HELD_MS = Duration.ofDays(90).toMillis();

    private static final long SWEEP_EVERY_MS = Duration.ofHours(1).toMillis();
    private static final String ACTOR = "schedule";

    private final JobCatalogue catalogue;
    private final int partitions;
    private final ScheduleBooks books;
    private final ScheduleOut out;
    private final ScheduleTally tally;
    private final RunDesk desk;
    private final Map<String, Cron> crons = new HashMap<>();

    /** The next slot of each lane; found again from the log's own state after a start. */
    private final Map<String, Long> nextMs = new HashMap<>();

    private long sweptAtMs;

    Schedule(JobCatalogue catalogue, int partitions, ScheduleBooks books, ScheduleOut out, ScheduleTally tally) {
        this.catalogue = catalogue;
        this.partitions = partitions;
        this.books = books;
        this.out = out;
        this.tally = tally;
        this.desk = new RunDesk(books, out, tally);
    }

    void tick(long nowMs) {
        desk.tick(catalogue, nowMs);
        for (JobDefinition job : catalogue.jobs()) {
            refresh(job, nowMs);
        }
        for (Map.Entry<String, JobLane> entry : books.lanes.all()) {
            JobLane lane = entry.getValue();
            catalogue.find(lane.getJob()).ifPresent(job -> slots(job, lane, nowMs));
        }
        if (nowMs - sweptAtMs >= SWEEP_EVERY_MS) {
            sweptAtMs = nowMs;
            sweep(nowMs);
        }
    }

    private static Lane lane(JobLane kept) {
        return new Lane(kept.getJob(), kept.getTimezone(), kept.getLocalTime(), kept.getLastSlotMs(), kept.getRunId());
    }

    private void keep(Lane lane) {
        books.lanes.put(
                lane.key(),
                new JobLane(lane.job(), lane.timezone(), lane.localTime(), lane.lastSlotMs(), lane.runId()));
        nextMs.remove(lane.key());
    }

    private long next(JobDefinition job, Lane lane) {
        return nextMs.computeIfAbsent(
                lane.key(),
                _ -> cron(job, lane)
                        .next(Instant.ofEpochMilli(lane.lastSlotMs()))
                        .toEpochMilli());
    }

    private Cron cron(JobDefinition job, Lane lane) {
        return crons.computeIfAbsent(lane.key(), _ -> lane.cron(job));
    }

    private void slots(JobDefinition job, JobLane kept, long nowMs) {
        Lane lane = lane(kept);
        boolean waits = nowMs < next(job, lane) || isPaused(job.name()) || isUnderWay(lane);
        if (waits) {
            return;
        }
        SlotRules.Due due = SlotRules.due(job, cron(job, lane), lane, nowMs);
        keep(due.lane());
        SlotRules.Slot skipped = due.skipped();
        if (skipped != null) {
            make(job, lane, skipped, JobRunStatus.SKIPPED, nowMs);
        }
        SlotRules.Slot slot = due.run();
        if (slot != null) {
            tally.began(nowMs - slot.atMs());
            make(job, lane, slot, JobRunStatus.PENDING, nowMs);
        }
        refresh(job, nowMs);
    }

    private boolean isPaused(String job) {
        JobFact fact = books.jobs.find(job);
        return fact != null && fact.getPaused();
    }

    /** A job with one lane waits for a run by hand too; the settlement of one zone does not wait for that of another. */
    private boolean isUnderWay(Lane lane) {
        if (lane.timezone() == null) {
            return isUnderWay(lane.job());
        }
        JobRunFact last = lane.runId() == null ? null : books.runs.find(lane.runId());
        return last != null && RunDesk.isOpen(last);
    }

    boolean isUnderWay(String job) {
        return desk.openOf(job);
    }

    private void make(JobDefinition job, Lane lane, SlotRules.Slot slot, JobRunStatus status, long nowMs) {
        String id = SlotRules.id(lane, slot.atMs());
        if (books.runs.find(id) != null) {
            // Where clocks go forward, two hours of a zone may come at one moment: one run closes what is due at both.
            return;
        }
        desk.made(job, run(job, id, lane.timezone(), slot, status, ACTOR, "", nowMs), nowMs);
    }

    private JobRun run(
            JobDefinition job,
            String id,
            @Nullable String timezone,
            SlotRules.Slot slot,
            JobRunStatus status,
            String actor,
            String reason,
            long nowMs) {
        boolean told = job.isByPartition() && status.isOpen();
        return new JobRun(
                id,
                job.name(),
                slot.atMs(),
                timezone,
                slot.trigger(),
                actor,
                reason,
                slot.missed(),
                told ? JobRunStatus.RUNNING : status,
                1,
                null,
                nowMs,
                told ? (Long) (nowMs + RunRules.PART_LEASE.toMillis()) : null,
                job.isByPartition() ? partitions : 1,
                List.of(),
                List.of(),
                "",
                status == JobRunStatus.SKIPPED ? "Its time passed while the schedule did not run." : "",
                false,
                told ? (Long) nowMs : null,
                status.isOpen() ? null : (Long) nowMs,
                nowMs);
    }

    JobRunFact runByHand(String name, String tail, String actor, String reason, long nowMs) {
        JobDefinition job = catalogue.find(name).orElseThrow();
        SlotRules.Slot slot = new SlotRules.Slot(nowMs, 0, JobTrigger.MANUAL);
        JobRun run = run(job, "job_" + name + "_" + tail, null, slot, JobRunStatus.PENDING, actor, reason, nowMs);
        desk.made(job, run, nowMs);
        refresh(job, nowMs);
        return JobCodec.fact(run);
    }

    void report(JobReport report, String actor, long nowMs) {
        JobRunFact fact = books.runs.find(report.getRunId());
        if (fact == null) {
            return;
        }
        catalogue.find(fact.getJob()).ifPresent(job -> {
            desk.apply(job, JobCodec.run(fact), JobCodec.command(report, actor), nowMs);
            refresh(job, nowMs);
        });
    }

    void hour(String timezone, String localTime, long nowMs) {
        Lane lane = new Lane(JobCatalogue.SETTLEMENT, timezone, localTime, nowMs, null);
        if (books.lanes.find(lane.key()) == null) {
            keep(lane);
        }
    }

    JobFact pause(String name, boolean paused, String actor, String reason, long nowMs) {
        JobDefinition job = catalogue.find(name).orElseThrow();
        refresh(job, nowMs);
        JobFact before = Objects.requireNonNull(books.jobs.find(name));
        if (before.getPaused() == paused) {
            return before;
        }
        if (!paused) {
            // Slots of the pause were not to run; they were not missed.
            lanesOf(name).forEach(lane -> keep(lane.dealtWith(Math.max(lane.lastSlotMs(), nowMs), null)));
        }
        JobFact after = JobFact.newBuilder(before)
                .setPaused(paused)
                .setPausedBy(paused ? actor : null)
                .setPausedReason(paused ? reason : null)
                .build();
        return tell(job, before, after, nowMs);
    }

    private List<Lane> lanesOf(String job) {
        return books.lanes.all().stream()
                .map(entry -> lane(entry.getValue()))
                .filter(lane -> lane.job().equals(job))
                .toList();
    }

    /** Tells how a job stands, where that is new. */
    private void refresh(JobDefinition job, long nowMs) {
        if (!job.isByPartition() && books.lanes.find(job.name()) == null) {
            keep(new Lane(job.name(), null, null, nowMs, null));
        }
        JobFact before = books.jobs.find(job.name());
        tell(job, before, before == null ? JobCodec.unknown() : before, nowMs);
    }

    private JobFact tell(JobDefinition job, @Nullable JobFact before, JobFact now, long nowMs) {
        JobFact after = JobCodec.described(job, now);
        after.setNextRunMs(after.getPaused() ? null : nextRunMs(job));
        after.setLastRun(desk.lastOf(job.name(), after.getLastRun()));
        if (!after.equals(before)) {
            after.setUpdatedAtMs(nowMs);
            books.jobs.put(job.name(), after);
            out.job(after, nowMs);
        }
        return after;
    }

    private @Nullable Long nextRunMs(JobDefinition job) {
        return lanesOf(job.name()).stream()
                .map(lane -> next(job, lane))
                .min(Long::compare)
                .orElse(null);
    }

    /** Lets go of what is long over. */
    private void sweep(long nowMs) {
        for (Map.Entry<String, JobRunFact> entry : books.runs.all()) {
            Long endedAtMs = entry.getValue().getEndedAtMs();
            if (endedAtMs != null && endedAtMs <= nowMs - RUNS_HELD_MS) {
                books.runs.remove(entry.getKey());
                out.forgetRun(entry.getKey(), nowMs);
            }
        }
        for (Map.Entry<String, JobKeyState> entry : books.keys.all()) {
            if (entry.getValue().getAtMs() <= nowMs - KEYS_HELD_MS) {
                books.keys.remove(entry.getKey());
            }
        }
    }
}
