package dev.kassa.schedule.work;

import dev.kassa.schedule.JobCount;
import java.util.List;

/**
 * What a run did.
 *
 * @param counts in the order in which they are to be read
 * @param position of the log that it holds for, as {@link dev.kassa.schema.Positions} writes it; empty: of none
 * @param message a sentence for a person
 */
public record JobResult(List<JobCount> counts, String position, String message) {
    public JobResult {
        counts = List.copyOf(counts);
    }
}
