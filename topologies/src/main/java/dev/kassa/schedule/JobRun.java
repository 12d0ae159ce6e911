package dev.kassa.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job as it stands. Immutable. Moments in milliseconds since 1970.
 *
 * @param id follows from the slot, or from the command that asked for it
 * @param slotAtMs when it was due; of a manual one: when it was asked for
 * @param timezone whose merchants it is for; null: all
 * @param actor who asked
 * @param missedSlots before this one, that nothing ran for
 * @param attempt 1, 2, 3 …
 * @param worker whose attempt counts; null: nobody's yet
 * @param retryAtMs before which no attempt begins
 * @param leaseUntilMs until when a worker may be silent; null: nobody works on it
 * @param parts that report by themselves
 * @param partsDone those that did, in order
 * @param position of the log, that what it did holds for
 * @param message what it did, or why it failed
 * @param late whether it was not done when it should have been
 */
public record JobRun(
        String id,
        String job,
        long slotAtMs,
        @Nullable String timezone,
        JobTrigger trigger,
        String actor,
        String reason,
        int missedSlots,
        JobRunStatus status,
        int attempt,
        @Nullable String worker,
        long retryAtMs,
        @Nullable Long leaseUntilMs,
        int parts,
        List<Integer> partsDone,
        List<JobCount> counts,
        String position,
        String message,
        boolean late,
        @Nullable Long startedAtMs,
        @Nullable Long endedAtMs,
        long updatedAtMs) {
    public JobRun {
        partsDone = List.copyOf(partsDone);
        counts = List.copyOf(counts);
    }

    /** Whether this attempt of this worker is the one that counts. */
    public boolean isWorkOf(String someWorker, int someAttempt) {
        return status == JobRunStatus.RUNNING && attempt == someAttempt && someWorker.equals(worker);
    }
}
