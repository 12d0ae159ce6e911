package dev.kassa.schedule.work;

import dev.kassa.schedule.JobRun;
import java.io.IOException;

/**
 * The work of one scheduled job. Called by one thread of a process at a time.
 *
 * <p>A run may be begun again after its worker died half-way, here or elsewhere, so whatever it does must come out the same
 * when it is done twice.
 */
public interface Job {
    /** As the catalogue of jobs has it. */
    String name();

    /**
     * Does the work, to its end.
     *
     * @param run that is carried out; its slot is the moment that the work is for, not the moment at which it is done
     * @param progress to be told now and then, and asked whether to go on
     * @throws IOException as any unchecked exception: the attempt failed, and its message is what people are told
     * @throws InterruptedException where it was stopped
     */
    JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException;
}
