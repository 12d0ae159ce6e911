package dev.kassa.schedule;

/** Where a run stands. */
public enum JobRunStatus {
    /** Waits for a worker, for the first time or again. */
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    /** Its slot passed while nothing could run it, and the job's policy is not to make up for it. */
    SKIPPED;

    /** Whether there is still something to be done for it. */
    public boolean isOpen() {
        return this == PENDING || this == RUNNING;
    }
}
