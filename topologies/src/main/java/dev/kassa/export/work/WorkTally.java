package dev.kassa.export.work;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What was done. Thread-safe. */
public final class WorkTally {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLongArray ends = new AtomicLongArray(End.values().length);
    private final LongAdder rows = new LongAdder();

    /** How an attempt ended. */
    public enum End {
        PUBLISHED,
        FAILED,
        STOPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void begun() {
        running.incrementAndGet();
    }

    void ended(End end) {
        running.decrementAndGet();
        ends.incrementAndGet(end.ordinal());
    }

    void wrote(long more) {
        rows.add(more);
    }

    /** Attempts under way. */
    public int running() {
        return running.get();
    }

    /** How many attempts ended so. */
    public long ends(End end) {
        return ends.get(end.ordinal());
    }

    public long rows() {
        return rows.sum();
    }
}
