package dev.kassa.schedule.work;

import dev.kassa.avro.JobReport;
import dev.kassa.schedule.JobRun;

/** Tells the schedule how a run goes. Thread-safe. */
public interface JobOutbox extends AutoCloseable {
    /** What is told may get lost; what matters is told again. */
    void tell(JobRun run, JobReport report);

    @Override
    void close();
}
