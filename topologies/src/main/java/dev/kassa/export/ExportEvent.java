package dev.kassa.export;

/** What happened to an export. */
public sealed interface ExportEvent {
    record Requested(String id, ExportOrder order) implements ExportEvent {}

    /** An attempt was begun. */
    record Started(int attempt, String worker) implements ExportEvent {}

    record Progressed(long rows, long estimatedRows) implements ExportEvent {}

    record Completed(ExportResult result, long expiresAtMs) implements ExportEvent {}

    /** The attempt failed; it is begun again. */
    record SetBack(ExportFailure failure, long retryAtMs) implements ExportEvent {}

    record Failed(ExportFailure failure) implements ExportEvent {}

    record Cancelled() implements ExportEvent {}

    /** The file's time is over. */
    record Expired() implements ExportEvent {}

    /** It is known no more. */
    record Forgotten() implements ExportEvent {}
}
