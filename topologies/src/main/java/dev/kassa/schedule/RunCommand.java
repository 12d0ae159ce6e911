package dev.kassa.schedule;

import java.util.List;

/** What a run is told. */
public sealed interface RunCommand {
    /** A worker begins an attempt, if nobody else did. */
    record Start(String worker, int attempt) implements RunCommand {}

    /** It is still at it. */
    record Alive(String worker, int attempt, List<JobCount> counts, String message) implements RunCommand {}

    /** @param part that is done */
    record Done(String worker, int attempt, int part, List<JobCount> counts, String position, String message)
            implements RunCommand {}

    record Fail(String worker, int attempt, int part, String message) implements RunCommand {}

    /** A moment that it waits for may have come. */
    record Tick() implements RunCommand {}
}
