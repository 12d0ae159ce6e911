package dev.kassa.export.work;

import dev.kassa.avro.CompleteExport;
import dev.kassa.avro.FailExport;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.TellExportProgress;
import dev.kassa.export.Export;
import dev.kassa.export.ExportCodec;
import dev.kassa.export.ExportFailure;
import dev.kassa.export.ExportResult;
import dev.kassa.export.work.ExportWriting.StoppedException;
import dev.kassa.export.work.ExportWriting.TooManyRowsException;
import dev.kassa.port.ViewUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at an export: asked for, then worked on by a thread until it ends or is stopped. Thread-safe. */
final class ExportJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);
    private static final int LOOKS_EVERY = 256;

    private final Export export;
    private final int attempt;
    private final String worker;
    private final ExportWriting writing;
    private final ExportOutbox outbox;
    private final WorkTally tally;
    private final long progressEveryNs;
    private final long askedAtMs;
    private volatile boolean stopped;
    private volatile boolean begun;
    private volatile long endedAtMs;
    private long toldAtNs;
    private long told;
    private int looks;

    /** @param askedAtMs when the log was told that the attempt begins */
    ExportJob(
            Export export,
            int attempt,
            String worker,
            ExportWriting writing,
            ExportOutbox outbox,
            WorkTally tally,
            Duration progressEvery,
            long askedAtMs) {
        this.export = export;
        this.attempt = attempt;
        this.worker = worker;
        this.writing = writing;
        this.outbox = outbox;
        this.tally = tally;
        this.progressEveryNs = progressEvery.toNanos();
        this.askedAtMs = askedAtMs;
    }

    int attempt() {
        return attempt;
    }

    long askedAtMs() {
        return askedAtMs;
    }

    /** Whether a thread was given it. */
    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    boolean isEnded() {
        return endedAtMs > 0;
    }

    long endedAtMs() {
        return endedAtMs;
    }

    /** It is not to be gone on with: the file, if there is one, is not wanted. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        tally.begun();
        try {
            tally.ended(work());
        } finally {
            endedAtMs = System.currentTimeMillis();
        }
    }

    private WorkTally.End work() {
        try {
            toldAtNs = System.nanoTime();
            ExportResult result = writing.write(export, attempt, this::wrote);
            return published(result);
        } catch (StoppedException e) {
            LOG.info("{}: attempt {} was stopped", export.id(), attempt);
            return WorkTally.End.STOPPED;
        } catch (TooManyRowsException e) {
            return failed(ExportFailure.TOO_MANY_ROWS, String.valueOf(e.getMessage()), true);
        } catch (ArithmeticException e) {
            return failed(ExportFailure.SUM_TOO_LARGE, "A sum of it is more than 64 bits hold.", true);
        } catch (ViewUnavailableException | IOException | UncheckedIOException e) {
            LOG.warn("{}: attempt {} failed", export.id(), attempt, e);
            return failed(ExportFailure.UNAVAILABLE, "The rows, or the place of the file, could not be had.", false);
        } catch (RuntimeException e) {
            LOG.error("{}: attempt {} failed for a reason that is ours", export.id(), attempt, e);
            return failed(ExportFailure.INTERNAL, "It failed for a reason that is ours; the log says more.", false);
        }
    }

    private WorkTally.End published(ExportResult result) {
        if (!stopped) {
            boolean heard =
                    outbox.confirm(export, new CompleteExport(export.id(), attempt, worker, ExportCodec.fact(result)));
            LOG.info(
                    "{}: attempt {} published {} rows{}",
                    export.id(),
                    attempt,
                    result.totals().rows(),
                    heard ? "" : ", of which the log does not know");
            return WorkTally.End.PUBLISHED;
        }
        try {
            writing.files().delete(result.file());
        } catch (IOException e) {
            LOG.warn("{}: the file of the stopped attempt {} is left", export.id(), attempt, e);
        }
        return WorkTally.End.STOPPED;
    }

    private WorkTally.End failed(String code, String message, boolean lasting) {
        if (stopped) {
            return WorkTally.End.STOPPED;
        }
        outbox.confirm(export, new FailExport(export.id(), attempt, worker, new FailureFact(code, message), lasting));
        return WorkTally.End.FAILED;
    }

    private void wrote(long rows, long estimated) throws StoppedException {
        if (++looks < LOOKS_EVERY && rows < estimated) {
            return;
        }
        looks = 0;
        if (stopped) {
            throw new StoppedException();
        }
        tally.wrote(rows - told);
        told = rows;
        long nowNs = System.nanoTime();
        if (nowNs - toldAtNs >= progressEveryNs) {
            toldAtNs = nowNs;
            outbox.tell(export, new TellExportProgress(export.id(), attempt, worker, rows, estimated));
        }
    }
}
