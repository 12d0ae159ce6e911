package dev.kassa.schedule;

import dev.kassa.schedule.RunCommand.Alive;
import dev.kassa.schedule.RunCommand.Done;
import dev.kassa.schedule.RunCommand.Fail;
import dev.kassa.schedule.RunCommand.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose word on a run counts, and what becomes of it. Pure; time is the log's.
 *
 * <p>A run of one part is a worker's for as long as it is heard of within the lease; what an earlier attempt says counts for
 * nothing. A run by partition is told to all of them, and each part's first word that it is done counts, whenever it comes:
 * what is done is done.
 */
public final class RunRules {
    public static final int ATTEMPTS_MAX = 3;

    /** How long a worker may be silent. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    /** How long a partition may take, before it is told again. */
    public static final Duration PART_LEASE = Duration.ofMinutes(10);

    private static final long FIRST_RETRY_MS = 5_000;
    private static final int RETRY_GROWTH = 12;

    private RunRules() {}

    /** What happens, in order; nothing where it was so already, or where whoever says it has nothing to say. */
    public static List<RunEvent> decide(JobRun run, JobDefinition job, RunCommand command, long nowMs) {
        return switch (command) {
            case Start start -> start(run, job, start, nowMs);
            case Alive alive -> alive(run, job, alive, nowMs);
            case Done done -> job.isByPartition() ? partDone(run, done, nowMs) : done(run, done);
            case Fail fail -> fail(run, job, fail, nowMs);
            case RunCommand.Tick _ -> tick(run, job, nowMs);
        };
    }

    private static List<RunEvent> start(JobRun run, JobDefinition job, Start start, long nowMs) {
        boolean free = run.status() == JobRunStatus.PENDING
                && run.attempt() == start.attempt()
                && nowMs >= run.retryAtMs()
                && !job.isByPartition();
        return free ? List.of(new RunEvent.Started(start.worker(), nowMs + LEASE.toMillis())) : List.of();
    }

    private static List<RunEvent> alive(JobRun run, JobDefinition job, Alive alive, long nowMs) {
        if (job.isByPartition()) {
            return run.status() == JobRunStatus.RUNNING
                    ? List.of(new RunEvent.Heard(run.counts(), alive.message(), nowMs + PART_LEASE.toMillis()))
                    : List.of();
        }
        return run.isWorkOf(alive.worker(), alive.attempt())
                ? List.of(new RunEvent.Heard(alive.counts(), alive.message(), nowMs + LEASE.toMillis()))
                : List.of();
    }

    private static List<RunEvent> done(JobRun run, Done done) {
        return run.isWorkOf(done.worker(), done.attempt())
                ? List.of(new RunEvent.Completed(done.counts(), done.position(), done.message()))
                : List.of();
    }

    private static List<RunEvent> partDone(JobRun run, Done done, long nowMs) {
        boolean heard = run.partsDone().contains(done.part()) || done.part() < 0 || done.part() >= run.parts();
        if (heard || run.status() == JobRunStatus.COMPLETED) {
            return List.of();
        }
        List<JobCount> counts = sum(run.counts(), done.counts());
        String position = joined(run.position(), done.position());
        RunEvent part = new RunEvent.PartDone(done.part(), counts, position, nowMs + PART_LEASE.toMillis());
        if (run.partsDone().size() + 1 < run.parts()) {
            return List.of(part);
        }
        String message = run.parts() == 1 ? done.message() : "All " + run.parts() + " partitions are done.";
        return List.of(part, new RunEvent.Completed(counts, position, message));
    }

    private static List<JobCount> sum(List<JobCount> some, List<JobCount> others) {
        Map<String, Long> sums = new LinkedHashMap<>();
        some.forEach(count -> sums.merge(count.name(), count.value(), Math::addExact));
        others.forEach(count -> sums.merge(count.name(), count.value(), Math::addExact));
        List<JobCount> all = new ArrayList<>();
        sums.forEach((name, value) -> all.add(new JobCount(name, value)));
        return all;
    }

    private static String joined(String some, String other) {
        return some.isEmpty() || other.isEmpty() ? some + other : some + " " + other;
    }

    private static List<RunEvent> fail(JobRun run, JobDefinition job, Fail fail, long nowMs) {
        if (job.isByPartition()) {
            boolean counts =
                    run.status() == JobRunStatus.RUNNING && !run.partsDone().contains(fail.part());
            // The parts are told again once the lease is over, not at once: what failed just now would fail again.
            return counts
                    ? List.of(new RunEvent.Heard(
                            run.counts(), "Partition " + fail.part() + ": " + fail.message(), nowMs + FIRST_RETRY_MS))
                    : List.of();
        }
        return run.isWorkOf(fail.worker(), fail.attempt()) ? List.of(setBack(run, fail.message(), nowMs)) : List.of();
    }

    private static RunEvent setBack(JobRun run, String message, long nowMs) {
        return run.attempt() >= ATTEMPTS_MAX
                ? new RunEvent.Failed(message)
                : new RunEvent.SetBack(message, nowMs + backoffMs(run.attempt()));
    }

    /** 5 seconds, 1 minute. */
    private static long backoffMs(int attempt) {
        long backoff = FIRST_RETRY_MS;
        for (int i = 1; i < attempt; i++) {
            backoff *= RETRY_GROWTH;
        }
        return backoff;
    }

    private static List<RunEvent> tick(JobRun run, JobDefinition job, long nowMs) {
        List<RunEvent> events = new ArrayList<>();
        if (!run.status().isOpen()) {
            return events;
        }
        if (!run.late() && nowMs > run.slotAtMs() + job.lateAfter().toMillis()) {
            events.add(new RunEvent.BecameLate());
        }
        Long leaseUntilMs = run.leaseUntilMs();
        if (leaseUntilMs != null && nowMs >= leaseUntilMs) {
            events.add(job.isByPartition() ? partsSilent(run, nowMs) : setBack(run, silent(run), nowMs));
        }
        return events;
    }

    private static String silent(JobRun run) {
        return "Worker " + run.worker() + " was not heard of for " + LEASE.toSeconds() + " s.";
    }

    private static RunEvent partsSilent(JobRun run, long nowMs) {
        int missing = run.parts() - run.partsDone().size();
        String message = run.message().isEmpty()
                ? missing + " of " + run.parts() + " partitions did not say that they are done."
                : run.message();
        return run.attempt() >= ATTEMPTS_MAX
                ? new RunEvent.Failed(message)
                : new RunEvent.ToldAgain(message, nowMs + PART_LEASE.toMillis());
    }

    /** The run after an event. */
    public static JobRun evolve(JobRun run, RunEvent event, long nowMs) {
        RunChange change = new RunChange(run, nowMs);
        return switch (event) {
            case RunEvent.Started(String worker, long leaseUntilMs) -> change.started(worker, leaseUntilMs);
            case RunEvent.Heard(List<JobCount> counts, String message, long leaseUntilMs) ->
                change.heard(counts, message, leaseUntilMs);
            case RunEvent.PartDone(int part, List<JobCount> counts, String position, long leaseUntilMs) ->
                change.partDone(part, counts, position, leaseUntilMs);
            case RunEvent.Completed(List<JobCount> counts, String position, String message) ->
                change.completed(counts, position, message);
            case RunEvent.SetBack(String message, long retryAtMs) -> change.setBack(message, retryAtMs);
            case RunEvent.ToldAgain(String message, long leaseUntilMs) -> change.toldAgain(message, leaseUntilMs);
            case RunEvent.Failed(String message) -> change.failed(message);
            case RunEvent.BecameLate _ -> change.late();
        };
    }
}
