package dev.kassa.export;

/** What an export is asked or told. */
public sealed interface ExportCommand {
    /** @param id of the export that it becomes */
    record Request(String id, ExportOrder order) implements ExportCommand {}

    /** A worker begins an attempt, one more than the one before. */
    record Start(int attempt, String worker) implements ExportCommand {}

    record Progress(int attempt, String worker, long rows, long estimatedRows) implements ExportCommand {}

    record Complete(int attempt, String worker, ExportResult result) implements ExportCommand {}

    /** @param lasting another attempt would fail as well */
    record Fail(int attempt, String worker, ExportFailure failure, boolean lasting) implements ExportCommand {}

    record Cancel() implements ExportCommand {}

    /** A moment that it waits for may have come. */
    record Due() implements ExportCommand {}
}
