package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobDefinition;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.ScheduleTally;
import dev.kassa.schedule.ScheduleTopology;
import dev.kassa.schema.Metric;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The application that says when jobs run. */
final class Scheduling implements AutoCloseable {
    private static final double MS_PER_SECOND = 1_000;
    private static final List<JobRunStatus> ENDS =
            List.of(JobRunStatus.COMPLETED, JobRunStatus.FAILED, JobRunStatus.SKIPPED);

    private final StreamsApplication application;
    private final ScheduleTally tally;
    private final ZoneId zone;

    private Scheduling(StreamsApplication application, ScheduleTally tally, ZoneId zone) {
        this.application = application;
        this.tally = tally;
        this.zone = zone;
    }

    /**
     * @param zone in which all jobs are scheduled but the settlement
     * @param onDeath called once it has given up for good
     */
    static Scheduling start(Surroundings surroundings, Path stateFolder, ZoneId zone, Runnable onDeath) {
        ScheduleTally tally = new ScheduleTally();
        return new Scheduling(Applications.schedule(surroundings, stateFolder, zone, tally, onDeath), tally, zone);
    }

    void bind(Meters meters) {
        StreamsMeters.bind(meters, ScheduleTopology.APPLICATION, application);
        meters.gauge(Metric.JOBS_OPEN, tally::open);
        meters.gauge(Metric.JOBS_LATE, tally::late);
        meters.gauge(Metric.JOBS_LAG, () -> tally.slotLagMs() / MS_PER_SECOND);
        for (JobDefinition job : JobCatalogue.in(zone).jobs()) {
            for (JobRunStatus end : ENDS) {
                meters.counter(
                        Metric.JOBS_RUNS,
                        () -> tally.ends(job.name(), end),
                        "job",
                        job.name(),
                        "status",
                        end.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
