package dev.kassa.export;

import org.jspecify.annotations.Nullable;

/**
 * An export as it stands. Immutable.
 *
 * @param attempt how many times it was begun
 * @param worker who makes, or made, this attempt; null: none was begun
 * @param failures how many attempts failed
 * @param rows written by this attempt
 * @param estimatedRows to be written, as far as is known
 * @param result once it is completed
 * @param failure why it failed, or why the attempt before did
 * @param finishedAtMs when it completed, failed or was cancelled
 * @param expiresAtMs until when the file is kept
 * @param retryAtMs before which it is not begun
 * @param version 1, 2, 3 …
 */
public record Export(
        String id,
        ExportOrder order,
        ExportStatus status,
        int attempt,
        @Nullable String worker,
        int failures,
        long rows,
        long estimatedRows,
        @Nullable ExportResult result,
        @Nullable ExportFailure failure,
        long requestedAtMs,
        long updatedAtMs,
        @Nullable Long finishedAtMs,
        @Nullable Long expiresAtMs,
        long retryAtMs,
        long version) {
    /** One that was just asked for. */
    public static Export requested(String id, ExportOrder order, long nowMs) {
        return new Export(
                id, order, ExportStatus.PENDING, 0, null, 0, 0, 0, null, null, nowMs, nowMs, null, null, nowMs, 1);
    }

    /** As it was when it was asked for: what a repeat of the request is told. */
    public Export asRequested() {
        return requested(id, order, requestedAtMs);
    }

    /** Whether this attempt of this worker is the one that counts. */
    public boolean isWorkOf(String someWorker, int someAttempt) {
        return status == ExportStatus.RUNNING && attempt == someAttempt && someWorker.equals(worker);
    }

    /** The name of an attempt's file. Each attempt has its own, so that no attempt touches another's. */
    public String fileOf(int someAttempt) {
        return id + "-" + someAttempt + "." + order.format().extension();
    }
}
