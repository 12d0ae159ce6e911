package dev.kassa.schedule;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run becomes at a moment. */
record RunChange(JobRun from, long nowMs) {
    JobRun started(String worker, long leaseUntilMs) {
        Long begunMs = from.startedAtMs() == null ? (Long) nowMs : from.startedAtMs();
        return next(JobRunStatus.RUNNING, from.attempt(), worker, from.retryAtMs(), leaseUntilMs)
                .with(from.partsDone(), List.of(), "", "")
                .at(from.late(), begunMs, null);
    }

    JobRun heard(List<JobCount> counts, String message, long leaseUntilMs) {
        return next(from.status(), from.attempt(), from.worker(), from.retryAtMs(), leaseUntilMs)
                .with(from.partsDone(), counts, from.position(), message)
                .unchangedTimes();
    }

    JobRun partDone(int part, List<JobCount> counts, String position, long leaseUntilMs) {
        List<Integer> parts = Stream.concat(from.partsDone().stream(), Stream.of(part))
                .sorted()
                .toList();
        boolean open = from.status().isOpen();
        return next(from.status(), from.attempt(), from.worker(), from.retryAtMs(), open ? (Long) leaseUntilMs : null)
                .with(parts, counts, position, from.message())
                .unchangedTimes();
    }

    JobRun completed(List<JobCount> counts, String position, String message) {
        return next(JobRunStatus.COMPLETED, from.attempt(), from.worker(), from.retryAtMs(), null)
                .with(from.partsDone(), counts, position, message)
                .at(from.late(), from.startedAtMs(), nowMs);
    }

    JobRun setBack(String message, long retryAtMs) {
        return next(JobRunStatus.PENDING, from.attempt() + 1, null, retryAtMs, null)
                .with(from.partsDone(), from.counts(), from.position(), message)
                .unchangedTimes();
    }

    JobRun toldAgain(String message, long leaseUntilMs) {
        return next(JobRunStatus.RUNNING, from.attempt() + 1, null, from.retryAtMs(), leaseUntilMs)
                .with(from.partsDone(), from.counts(), from.position(), message)
                .unchangedTimes();
    }

    JobRun failed(String message) {
        return next(JobRunStatus.FAILED, from.attempt(), from.worker(), from.retryAtMs(), null)
                .with(from.partsDone(), from.counts(), from.position(), message)
                .at(from.late(), from.startedAtMs(), nowMs);
    }

    JobRun late() {
        return next(from.status(), from.attempt(), from.worker(), from.retryAtMs(), from.leaseUntilMs())
                .with(from.partsDone(), from.counts(), from.position(), from.message())
                .at(true, from.startedAtMs(), from.endedAtMs());
    }

    private Held next(
            JobRunStatus status, int attempt, @Nullable String worker, long retryAtMs, @Nullable Long leaseUntilMs) {
        return new Held(status, attempt, worker, retryAtMs, leaseUntilMs);
    }

    /** By whom it is held. */
    private final class Held {
        private final JobRunStatus status;
        private final int attempt;
        private final @Nullable String worker;
        private final long retryAtMs;
        private final @Nullable Long leaseUntilMs;

        Held(JobRunStatus status, int attempt, @Nullable String worker, long retryAtMs, @Nullable Long leaseUntilMs) {
            this.status = status;
            this.attempt = attempt;
            this.worker = worker;
            this.retryAtMs = retryAtMs;
            this.leaseUntilMs = leaseUntilMs;
        }

        Told with(List<Integer> partsDone, List<JobCount> counts, String position, String message) {
            return new Told(this, partsDone, counts, position, message);
        }
    }

    /** What it did. */
    private final class Told {
        private final Held held;
        private final List<Integer> partsDone;
        private final List<JobCount> counts;
        private final String position;
        private final String message;

        Told(Held held, List<Integer> partsDone, List<JobCount> counts, String position, String message) {
            this.held = held;
            this.partsDone = partsDone;
            this.counts = counts;
            this.position = position;
            this.message = message;
        }

        JobRun unchangedTimes() {
            return at(from.late(), from.startedAtMs(), from.endedAtMs());
        }

        JobRun at(boolean late, @Nullable Long startedAtMs, @Nullable Long endedAtMs) {
            return new JobRun(
                    from.id(),
                    from.job(),
                    from.slotAtMs(),
                    from.timezone(),
                    from.trigger(),
                    from.actor(),
                    from.reason(),
                    from.missedSlots(),
                    held.status,
                    held.attempt,
                    held.worker,
                    held.retryAtMs,
                    held.leaseUntilMs,
                    from.parts(),
                    partsDone,
                    counts,
                    position,
                    message,
                    late,
                    startedAtMs,
                    endedAtMs,
                    nowMs);
        }
    }
}
