package dev.kassa.schedule;

import java.util.List;

/** What happened to a run. */
public sealed interface RunEvent {
    record Started(String worker, long leaseUntilMs) implements RunEvent {}

    record Heard(List<JobCount> counts, String message, long leaseUntilMs) implements RunEvent {}

    /** @param counts of all parts so far */
    record PartDone(int part, List<JobCount> counts, String position, long leaseUntilMs) implements RunEvent {}

    record Completed(List<JobCount> counts, String position, String message) implements RunEvent {}

    /** Its attempt failed, or its worker was lost; another one may begin. */
    record SetBack(String message, long retryAtMs) implements RunEvent {}

    /** Parts that are not done are told again. */
    record ToldAgain(String message, long leaseUntilMs) implements RunEvent {}

    record Failed(String message) implements RunEvent {}

    /** It is not done, and should have been. */
    record BecameLate() implements RunEvent {}
}
