package dev.kassa.export;

/** What becomes of a command. */
public sealed interface ExportDecision {
    /** It happens. */
    record Accepted(ExportEvent event) implements ExportDecision {}

    /** The caller is told no. */
    record Refused(ExportRejection rejection) implements ExportDecision {}

    /** Nothing changes: it was so already, or whoever says it has nothing to say any more. */
    record Unchanged() implements ExportDecision {}
}
