package dev.kassa.schedule.work;

import dev.kassa.avro.JobReport;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the runs of the jobs that it is given. Thread-safe; its own threads do everything that takes time.
 *
 * <p>Claims a run that waits, begins once the log says that its attempt is the one that counts, says now and then that it is
 * still at it, and tells the end until the log has heard it. Where the log says that the run is somebody else's, it stops.
 */
public final class JobWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final Map<String, Job> jobs;
    private final JobOutbox outbox;
    private final String worker;
    private final JobWorkSettings settings;
    private final Map<String, JobRun> open = new HashMap<>();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("job-", 0).factory());
    private final Thread desk;
    private boolean closed;

    /**
     * Works from now on.
     *
     * @param outbox closed with it
     * @param worker tells this process, and this life of it, from all others
     */
    public JobWorker(List<Job> jobs, JobOutbox outbox, String worker, JobWorkSettings settings) {
        this.jobs = jobs.stream().collect(Collectors.toMap(Job::name, Function.identity()));
        this.outbox = outbox;
        this.worker = worker;
        this.settings = settings;
        this.desk = Thread.ofPlatform().daemon().name("job-desk").start(this::keepLooking);
    }

    /** Runs that are being worked on here. */
    public synchronized int running() {
        return (int)
                attempts.values().stream().filter(attempt -> !attempt.isEnded()).count();
    }

    /** A run has changed, or is new. What is passed over by mistake is lost; what is told twice does no harm. */
    public synchronized void changed(JobRun run) {
        if (!jobs.containsKey(run.job())) {
            return;
        }
        if (run.status().isOpen()) {
            open.put(run.id(), run);
        } else {
            open.remove(run.id());
        }
        Attempt attempt = attempts.get(run.id());
        if (attempt != null && !counts(attempt, run)) {
            attempt.stop();
            attempts.remove(run.id());
        }
        notifyAll();
    }

    /** Whether an attempt is, or may still become, the one that counts. */
    private boolean counts(Attempt attempt, JobRun run) {
        int number = attempt.claimed().attempt();
        return run.isWorkOf(worker, number) || run.status() == JobRunStatus.PENDING && run.attempt() == number;
    }

    private void keepLooking() {
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    look(System.currentTimeMillis());
                    wait(settings.lookEvery().toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException e) {
                    LOG.error("looking after the jobs failed; it goes on", e);
                }
            }
        }
    }

    private void look(long nowMs) {
        for (JobRun run : open.values()) {
            if (run.status() == JobRunStatus.PENDING && nowMs >= run.retryAtMs()) {
                attempts.computeIfAbsent(run.id(), _ -> new Attempt(job(run), run));
            }
            Attempt attempt = attempts.get(run.id());
            if (attempt != null) {
                lookAfter(run, attempt, nowMs);
            }
        }
    }

    private Job job(JobRun run) {
        Job job = jobs.get(run.job());
        if (job == null) {
            throw new IllegalStateException("only runs of jobs that are here are kept");
        }
        return job;
    }

    private void lookAfter(JobRun run, Attempt attempt, long nowMs) {
        if (run.isWorkOf(worker, attempt.claimed().attempt()) && attempt.begin(nowMs)) {
            threads.execute(attempt);
        }
        JobReport report = attempt.due(nowMs, settings);
        if (report != null) {
            outbox.tell(run, report);
        }
    }

    /** Stops what is under way. The schedule gives it to another worker once the lease is over. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            attempts.values().forEach(Attempt::stop);
            notifyAll();
        }
        threads.shutdown();
        try {
            desk.join(CLOSE_MAX);
            if (!threads.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a job did not stop within {}", CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
