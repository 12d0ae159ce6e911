package dev.kassa.trend;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.TrendApplied;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.stream.PartitionGate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
        Partition partition = of(position.getPartition());
        return partition.gate.await(() -> partition.holds(position), atMost);
    }

    /** Whether the partition is here, restored and whole. */
    public boolean isHere(int partition) {
        return of(partition).gate.isOpen();
    }

    /** Facts that are counted in the partitions here, since the log began. */
    public long counted() {
        return partitions.values().stream()
                .filter(partition -> partition.gate.isOpen())
                .mapToLong(partition -> partition.payments + partition.refunds + partition.journal)
                .sum();
    }

    Partition of(int partition) {
        return partitions.computeIfAbsent(partition, Partition::new);
    }

    /** One partition. The stream thread is its only writer. */
    static final class Partition {
        private final PartitionGate gate;
        private volatile long payments;
        private volatile long refunds;
        private volatile long journal;

        Partition(int number) {
            gate = new PartitionGate("trends of partition " + number);
        }

        /** The partition is here, and holds this much that can be read. */
        void written(TrendApplied applied) {
            gate.open(() -> {
                payments = applied.getPayments();
                refunds = applied.getRefunds();
                journal = applied.getJournal();
            });
        }

        /** The partition leaves. */
        void close() {
            gate.close();
        }

        private boolean holds(FactPosition position) {
            return payments >= position.getPayments()
                    && refunds >= position.getRefunds()
                    && journal >= position.getJournal();
        }
    }
}
