package dev.kassa.edge.reference;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How a table in memory is used: what was asked of it and found or not, and when it changed last. Thread-safe. */
public final class TableUse {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicLong changedAtMs = new AtomicLong();

    /** It was asked. */
    public void asked(boolean found) {
        (found ? hits : misses).increment();
    }

    /** It changed, at that processing time. */
    public void changed(long atMs) {
        changedAtMs.accumulateAndGet(atMs, Math::max);
    }

    public long hits() {
        return hits.sum();
    }

    /** What was asked for and is not there: answered from the table, as all else. */
    public long misses() {
        return misses.sum();
    }

    /** Processing time of the last change; 0 where there was none. */
    public long changedAtMs() {
        return changedAtMs.get();
    }
}
