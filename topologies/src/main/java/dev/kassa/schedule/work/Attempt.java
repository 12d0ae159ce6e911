package dev.kassa.schedule.work;

import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobReportState;
import dev.kassa.schedule.JobCodec;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of this process at a run: claimed, begun once it is the one that counts, and told until it is heard. Thread-safe. */
final class Attempt implements Runnable, Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final int MESSAGE_MAX = 500;

    private final Job job;
    private final JobRun run;
    private List<JobCount> counts = List.of();
    private String message = "";
    private long toldAtMs;
    private boolean begun;
    private boolean stopped;
    private @Nullable Thread thread;
    private @Nullable JobReport end;

    Attempt(Job job, JobRun run) {
        this.job = job;
        this.run = run;
    }

    JobRun claimed() {
        return run;
    }

    /** What is to be told now; null: nothing. */
    @Nullable
    synchronized JobReport due(long nowMs, JobWorkSettings settings) {
        long silentMs = nowMs - toldAtMs;
        boolean waits = !begun || end != null;
        long mostMs = (waits ? settings.resendAfter() : settings.heartbeatEvery()).toMillis();
        if (silentMs < mostMs) {
            return null;
        }
        toldAtMs = nowMs;
        if (end != null) {
            return end;
        }
        return begun
                ? report(JobReportState.ALIVE, counts, "", message)
                : report(JobReportState.STARTED, List.of(), "", "");
    }

    private JobReport report(JobReportState state, List<JobCount> told, String position, String sentence) {
        return new JobReport(run.id(), run.attempt(), 0, state, JobCodec.facts(told), position, sentence);
    }

    /** Whether it was not begun before. */
    synchronized boolean begin(long nowMs) {
        boolean first = !begun;
        begun = true;
        if (first) {
            toldAtMs = nowMs;
        }
        return first;
    }

    synchronized boolean isEnded() {
        return end != null;
    }

    /** It is not this process's any more. */
    synchronized void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            thread = Thread.currentThread();
        }
        JobReport outcome = outcome();
        synchronized (this) {
            thread = null;
            end = outcome;
            toldAtMs = 0;
        }
    }

    private JobReport outcome() {
        try {
            JobResult result = job.run(run, this);
            return report(JobReportState.DONE, result.counts(), result.position(), result.message());
        } catch (InterruptedException e) {
            return failed("It was stopped.");
        } catch (IOException | RuntimeException e) {
            LOG.error("job {}, run {}, attempt {} failed", run.job(), run.id(), run.attempt(), e);
            return failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private synchronized JobReport failed(String why) {
        String sentence = why.length() > MESSAGE_MAX ? why.substring(0, MESSAGE_MAX) : why;
        return report(JobReportState.FAILED, counts, "", sentence);
    }

    @Override
    public synchronized void tell(List<JobCount> soFar, String sentence) {
        counts = List.copyOf(soFar);
        message = sentence;
    }

    @Override
    public synchronized void goOn() throws InterruptedException {
        if (stopped || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("the run is no longer this worker's");
        }
    }
}
