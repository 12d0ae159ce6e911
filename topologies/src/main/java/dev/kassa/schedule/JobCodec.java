package dev.kassa.schedule;

import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobRunFact;
import java.util.List;

/** Jobs and their runs, as the log has them. Pure. */
public final class JobCodec {
    private JobCodec() {}

    public static JobRunFact fact(JobRun run) {
        return new JobRunFact(
                run.id(),
                run.job(),
                run.slotAtMs(),
                run.timezone(),
                dev.kassa.avro.JobTrigger.valueOf(run.trigger().name()),
                run.actor(),
                run.reason(),
                run.missedSlots(),
                dev.kassa.avro.JobRunStatus.valueOf(run.status().name()),
                run.attempt(),
                run.worker(),
                run.retryAtMs(),
                run.leaseUntilMs(),
                run.parts(),
                run.partsDone(),
                facts(run.counts()),
                run.position(),
                run.message(),
                run.late(),
                run.startedAtMs(),
                run.endedAtMs(),
                run.updatedAtMs());
    }

    public static JobRun run(JobRunFact fact) {
        return new JobRun(
                fact.getId(),
                fact.getJob(),
                fact.getSlotAtMs(),
                fact.getTimezone(),
                JobTrigger.valueOf(fact.getTrigger().name()),
                fact.getActor(),
                fact.getReason(),
                fact.getMissedSlots(),
                JobRunStatus.valueOf(fact.getStatus().name()),
                fact.getAttempt(),
                fact.getWorker(),
                fact.getRetryAtMs(),
                fact.getLeaseUntilMs(),
                fact.getParts(),
                fact.getPartsDone(),
                counts(fact.getCounts()),
                fact.getPosition(),
                fact.getMessage(),
                fact.getLate(),
                fact.getStartedAtMs(),
                fact.getEndedAtMs(),
                fact.getUpdatedAtMs());
    }

    /** As the log has counts. */
    public static List<dev.kassa.avro.JobCount> facts(List<JobCount> counts) {
        return counts.stream()
                .map(count -> new dev.kassa.avro.JobCount(count.name(), count.value()))
                .toList();
    }

    private static List<JobCount> counts(List<dev.kassa.avro.JobCount> facts) {
        return facts.stream()
                .map(fact -> new JobCount(fact.getName(), fact.getValue()))
                .toList();
    }

    /** @param worker who says it */
    static RunCommand command(JobReport report, String worker) {
        int attempt = report.getAttempt();
        return switch (report.getState()) {
            case STARTED -> new RunCommand.Start(worker, attempt);
            case ALIVE -> new RunCommand.Alive(worker, attempt, counts(report.getCounts()), report.getMessage());
            case DONE ->
                new RunCommand.Done(
                        worker,
                        attempt,
                        report.getPart(),
                        counts(report.getCounts()),
                        report.getPosition(),
                        report.getMessage());
            case FAILED -> new RunCommand.Fail(worker, attempt, report.getPart(), report.getMessage());
        };
    }

    /** A job that nothing is known of yet. */
    static JobFact unknown() {
        return new JobFact(
                "", "", "", null, dev.kassa.avro.MisfirePolicy.RUN_ONCE, 0L, false, null, null, null, null, 0L);
    }

    /** The same with what the catalogue says of it now. */
    static JobFact described(JobDefinition job, JobFact before) {
        return JobFact.newBuilder(before)
                .setName(job.name())
                .setDescription(job.description())
                .setCron(job.cron())
                .setTimezone(job.zone() == null ? null : job.zone().getId())
                .setMisfire(dev.kassa.avro.MisfirePolicy.valueOf(job.misfire().name()))
                .setLateAfterMs(job.lateAfter().toMillis())
                .build();
    }
}
