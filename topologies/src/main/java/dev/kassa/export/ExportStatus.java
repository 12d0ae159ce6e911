package dev.kassa.export;

/** Where an export stands. */
public enum ExportStatus {
    /** Waits to be begun, for the first time or again. */
    PENDING,
    /** Being written. */
    RUNNING,
    /** The file is there. */
    COMPLETED,
    FAILED,
    CANCELLED,
    /** It was completed, and its time is over: the file is no more. */
    EXPIRED;

    /** Whether there is still something to be done for it. */
    public boolean isOpen() {
        return this == PENDING || this == RUNNING;
    }
}
