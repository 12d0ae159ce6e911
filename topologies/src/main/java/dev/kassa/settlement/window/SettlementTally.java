package dev.kassa.settlement.window;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the settlement application of this process did and has. Thread-safe. */
public final class SettlementTally {
    private final LongAdder entries = new LongAdder();
    private final LongAdder drawnUp = new LongAdder();
    private final Map<Integer, Long> open = new ConcurrentHashMap<>();

    void entry() {
        entries.increment();
    }

    void drawnUp() {
        drawnUp.increment();
    }

    void open(int partition, long windows) {
        open.put(partition, windows);
    }

    void leaves(int partition) {
        open.remove(partition);
    }

    /** Journal entries that were added up; one that is read again after a crash counts again. */
    public long entries() {
        return entries.sum();
    }

    /** Settlements that were drawn up, the empty ones among them. */
    public long drawnUps() {
        return drawnUp.sum();
    }

    /** Business dates of merchants and currencies that have entries and are not closed, of this process's partitions. */
    public long openWindows() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }
}
