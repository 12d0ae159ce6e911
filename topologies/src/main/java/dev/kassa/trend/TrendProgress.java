package dev.kassa.trend;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.TrendApplied;
import dev.kassa.port.ViewUnavailableException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the trends of this process have come that can be read, for those who wait for a position. Thread-safe. */
public final class TrendProgress {
    private final ConcurrentMap<Integer, Partition> partitions = new ConcurrentHashMap<>();

    /**
     * Waits until every payment, refund and journal entry up to the position is counted and can be read.
     *
     * @return whether it came to that in time; false at once where the thread is interrupted, which it then still is
     * @throws ViewUnavailableException where the partition is not here, or leaves while waiting
     */
    public boolean await(FactPosition position, Duration atMost) {
        return of(position.getPartition()).await(position, atMost);
    }

    /** Whether the partition is here, restored and whole. */
    public boolean isHere(int partition) {
        return of(partition).open;
    }

    /** Facts that are counted in the partitions here, since the log began. */
    public long counted() {
        return partitions.values().stream()
                .filter(partition -> partition.open)
                .mapToLong(partition -> partition.payments + partition.refunds + partition.journal)
                .sum();
    }

    Partition of(int partition) {
        return partitions.computeIfAbsent(partition, Partition::new);
    }

    /** One partition. The stream thread is its only writer. */
    static final class Partition {
        private final int number;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private volatile boolean open;
        private volatile long payments;
        private volatile long refunds;
        private volatile long journal;

        Partition(int number) {
            this.number = number;
        }

        /** The partition is here, and holds this much that can be read. */
        void written(TrendApplied applied) {
            lock.lock();
            try {
                open = true;
                payments = applied.getPayments();
                refunds = applied.getRefunds();
                journal = applied.getJournal();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** The partition leaves. */
        void close() {
            lock.lock();
            try {
                open = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private boolean await(FactPosition position, Duration atMost) {
            long leftNs = atMost.toNanos();
            lock.lock();
            try {
                while (!holds(position)) {
                    if (leftNs <= 0) {
                        return false;
                    }
                    leftNs = changed.awaitNanos(leftNs);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        private boolean holds(FactPosition position) {
            if (!open) {
                throw new ViewUnavailableException("the trends of partition " + number + " are not here", null);
            }
            return payments >= position.getPayments()
                    && refunds >= position.getRefunds()
                    && journal >= position.getJournal();
        }
    }
}
