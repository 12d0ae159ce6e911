package dev.kassa.export;

import dev.kassa.export.ExportDecision.Accepted;
import dev.kassa.export.ExportDecision.Refused;
import dev.kassa.export.ExportDecision.Unchanged;
import dev.kassa.export.ExportLimits.Use;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an export: it is asked for, begun by a worker (again where a worker failed or was lost), completed, and
 * forgotten in the end. {@code decide} changes nothing; {@link #evolve} is what an export is after an event.
 *
 * <p>Only the worker whose attempt was begun last is listened to. So whoever lost its partition and does not know it yet
 * can say what it likes.
 */
public final class ExportRules {
    /** How long a file is kept, and its link valid. */
    public static final long KEPT_MS = 24 * 3_600_000L;

    /** How long an export may take from the request on, all attempts together. */
    public static final long OPEN_MS_MAX = 6 * 3_600_000L;

    /** How long after its end it is known. */
    public static final long REMEMBERED_MS = 7 * KEPT_MS;

    /** Attempts that may fail. */
    public static final int FAILURES_MAX = 4;

    /** Attempts that may be begun: more than can fail, as workers may also be lost. */
    public static final int ATTEMPTS_MAX = 20;

    private static final long FIRST_RETRY_MS = 1_000;
    private static final long RETRY_GROWTH = 5;

    private ExportRules() {}

    /**
     * @param export null: there is none of the id
     * @param use of the export's scope
     */
    public static ExportDecision decide(
            @Nullable Export export, ExportCommand command, Use use, ExportLimits limits, long nowMs) {
        if (command instanceof ExportCommand.Request(String id, ExportOrder order)) {
            return request(id, order, use, limits);
        }
        if (export == null) {
            return command instanceof ExportCommand.Cancel
                    ? new Refused(ExportRejection.NO_SUCH_EXPORT)
                    : new Unchanged();
        }
        return switch (command) {
            case ExportCommand.Request _ -> throw new IllegalStateException("was decided on before");
            case ExportCommand.Start(int attempt, String worker) -> start(export, attempt, worker, nowMs);
            case ExportCommand.Progress(int attempt, String worker, long rows, long estimated) ->
                export.isWorkOf(worker, attempt) && rows >= export.rows()
                        ? new Accepted(new ExportEvent.Progressed(rows, Math.max(rows, estimated)))
                        : new Unchanged();
            case ExportCommand.Complete(int attempt, String worker, ExportResult result) ->
                export.isWorkOf(worker, attempt)
                        ? new Accepted(new ExportEvent.Completed(result, nowMs + KEPT_MS))
                        : new Unchanged();
            case ExportCommand.Fail fail -> fail(export, fail, nowMs);
            case ExportCommand.Cancel _ -> cancel(export);
            case ExportCommand.Due _ -> due(export, nowMs);
        };
    }

    private static ExportDecision request(String id, ExportOrder order, Use use, ExportLimits limits) {
        if (use.open() >= limits.openMax()) {
            return new Refused(ExportRejection.TOO_MANY_OPEN);
        }
        if (use.lastDay() >= limits.perDayMax()) {
            return new Refused(ExportRejection.TOO_MANY_A_DAY);
        }
        return new Accepted(new ExportEvent.Requested(id, order));
    }

    private static ExportDecision start(Export export, int attempt, String worker, long nowMs) {
        if (!export.status().isOpen() || attempt != export.attempt() + 1 || nowMs < export.retryAtMs()) {
            return new Unchanged();
        }
        if (attempt > ATTEMPTS_MAX) {
            return new Accepted(new ExportEvent.Failed(new ExportFailure(
                    ExportFailure.GIVEN_UP, "It was begun " + ATTEMPTS_MAX + " times and never came to an end.")));
        }
        return new Accepted(new ExportEvent.Started(attempt, worker));
    }

    private static ExportDecision fail(Export export, ExportCommand.Fail fail, long nowMs) {
        if (!export.isWorkOf(fail.worker(), fail.attempt())) {
            return new Unchanged();
        }
        boolean last = fail.lasting() || export.failures() + 1 >= FAILURES_MAX;
        return new Accepted(
                last
                        ? new ExportEvent.Failed(fail.failure())
                        : new ExportEvent.SetBack(fail.failure(), nowMs + backoffMs(export.failures())));
    }

    /** 1, 5, 25 seconds. */
    private static long backoffMs(int failures) {
        long backoff = FIRST_RETRY_MS;
        for (int i = 0; i < failures; i++) {
            backoff *= RETRY_GROWTH;
        }
        return backoff;
    }

    private static ExportDecision cancel(Export export) {
        if (export.status().isOpen()) {
            return new Accepted(new ExportEvent.Cancelled());
        }
        return export.status() == ExportStatus.CANCELLED ? new Unchanged() : new Refused(ExportRejection.FINISHED);
    }

    private static ExportDecision due(Export export, long nowMs) {
        if (nowMs < nextMomentMs(export)) {
            return new Unchanged();
        }
        return new Accepted(
                switch (export.status()) {
                    case PENDING, RUNNING ->
                        new ExportEvent.Failed(new ExportFailure(
                                ExportFailure.NOT_IN_TIME,
                                "It was not done within " + OPEN_MS_MAX / 3_600_000 + " hours."));
                    case COMPLETED -> new ExportEvent.Expired();
                    case FAILED, CANCELLED, EXPIRED -> new ExportEvent.Forgotten();
                });
    }

    /** The moment that it waits for next, whoever works on it. */
    public static long nextMomentMs(Export export) {
        return switch (export.status()) {
            case PENDING, RUNNING -> export.requestedAtMs() + OPEN_MS_MAX;
            case COMPLETED -> Objects.requireNonNull(export.expiresAtMs());
            case FAILED, CANCELLED, EXPIRED -> Objects.requireNonNull(export.finishedAtMs()) + REMEMBERED_MS;
        };
    }

    /**
     * The export after an event; null once it is forgotten.
     *
     * @param export null before it was requested
     */
    public static @Nullable Export evolve(@Nullable Export export, ExportEvent event, long nowMs) {
        if (event instanceof ExportEvent.Requested(String id, ExportOrder order)) {
            return Export.requested(id, order, nowMs);
        }
        Export before = Objects.requireNonNull(export, "only what was requested can change");
        Change change = new Change(before, nowMs);
        return switch (event) {
            case ExportEvent.Requested _ -> throw new IllegalStateException("was taken before");
            case ExportEvent.Started(int attempt, String worker) -> change.started(attempt, worker);
            case ExportEvent.Progressed(long rows, long estimated) -> change.progressed(rows, estimated);
            case ExportEvent.Completed(ExportResult result, long expiresAtMs) -> change.completed(result, expiresAtMs);
            case ExportEvent.SetBack(ExportFailure failure, long retryAtMs) -> change.setBack(failure, retryAtMs);
            case ExportEvent.Failed(ExportFailure failure) -> change.ended(ExportStatus.FAILED, failure);
            case ExportEvent.Cancelled _ -> change.ended(ExportStatus.CANCELLED, null);
            case ExportEvent.Expired _ -> change.expired();
            case ExportEvent.Forgotten _ -> null;
        };
    }

    /** What an export becomes at a moment. */
    private record Change(Export from, long nowMs) {
        Export started(int attempt, String worker) {
            return with(ExportStatus.RUNNING, attempt, worker, from.failures(), 0, 0, from.failure(), from.retryAtMs());
        }

        Export progressed(long rows, long estimated) {
            return with(
                    ExportStatus.RUNNING,
                    from.attempt(),
                    from.worker(),
                    from.failures(),
                    rows,
                    estimated,
                    from.failure(),
                    from.retryAtMs());
        }

        Export setBack(ExportFailure failure, long retryAtMs) {
            return with(ExportStatus.PENDING, from.attempt(), null, from.failures() + 1, 0, 0, failure, retryAtMs);
        }

        private Export with(
                ExportStatus status,
                int attempt,
                @Nullable String worker,
                int failures,
                long rows,
                long estimated,
                @Nullable ExportFailure failure,
                long retryAtMs) {
            return new Export(
                    from.id(),
                    from.order(),
                    status,
                    attempt,
                    worker,
                    failures,
                    rows,
                    estimated,
                    null,
                    failure,
                    from.requestedAtMs(),
                    nowMs,
                    null,
                    null,
                    retryAtMs,
                    from.version() + 1);
        }

        Export completed(ExportResult result, long expiresAtMs) {
            long rows = result.totals().rows();
            return finished(ExportStatus.COMPLETED, rows, rows, result, null, nowMs, expiresAtMs);
        }

        Export ended(ExportStatus status, @Nullable ExportFailure failure) {
            return finished(status, from.rows(), from.estimatedRows(), null, failure, nowMs, null);
        }

        Export expired() {
            return finished(
                    ExportStatus.EXPIRED,
                    from.rows(),
                    from.estimatedRows(),
                    from.result(),
                    null,
                    Objects.requireNonNull(from.finishedAtMs()),
                    from.expiresAtMs());
        }

        private Export finished(
                ExportStatus status,
                long rows,
                long estimated,
                @Nullable ExportResult result,
                @Nullable ExportFailure failure,
                long finishedAtMs,
                @Nullable Long expiresAtMs) {
            return new Export(
                    from.id(),
                    from.order(),
                    status,
                    from.attempt(),
                    from.worker(),
                    from.failures(),
                    rows,
                    estimated,
                    result,
                    failure,
                    from.requestedAtMs(),
                    nowMs,
                    finishedAtMs,
                    expiresAtMs,
                    from.retryAtMs(),
                    from.version() + 1);
        }
    }
}
