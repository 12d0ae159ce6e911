package dev.kassa.schedule;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of runs while this process decided on them. Thread-safe. */
public final class ScheduleTally {
    private final Map<String, LongAdder> ends = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong slotLagMs = new AtomicLong();

    void ended(String job, JobRunStatus status) {
        ends.computeIfAbsent(key(job, status), _ -> new LongAdder()).increment();
    }

    void stands(int openRuns, int lateRuns) {
        open.set(openRuns);
        late.set(lateRuns);
    }

    void began(long lagMs) {
        slotLagMs.set(lagMs);
    }

    /** Runs of a job that ended so. */
    public long ends(String job, JobRunStatus status) {
        LongAdder count = ends.get(key(job, status));
        return count == null ? 0 : count.sum();
    }

    /** Runs that are not over. */
    public int open() {
        return open.get();
    }

    /** Of these, the ones that should be. */
    public int late() {
        return late.get();
    }

    /** How long after its slot the last run was made. */
    public long slotLagMs() {
        return slotLagMs.get();
    }

    private static String key(String job, JobRunStatus status) {
        return job + " " + status;
    }
}
