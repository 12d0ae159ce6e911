package dev.kassa.schedule.work;

import dev.kassa.schedule.JobCount;
import java.util.List;

/** How far a run is. Thread-safe. */
public interface Progress {
    /**
     * What was counted so far; cheap, told to the log now and then.
     *
     * @param message a sentence for a person, or empty
     */
    void tell(List<JobCount> counts, String message);

    /**
     * To be called between pieces of work that can be told apart.
     *
     * @throws InterruptedException where the run is no longer this worker's, or the process is being stopped
     */
    void goOn() throws InterruptedException;
}
