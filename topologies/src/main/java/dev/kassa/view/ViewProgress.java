package dev.kassa.view;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.stream.PartitionGate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * How far the views of this process have come, for those who wait for a position or read a partition as a whole.
 * Thread-safe.
 */
public final class ViewProgress {
    private final ConcurrentMap<Integer, Partition> partitions = new ConcurrentHashMap<>();

    /**
     * Waits until every fact up to the position is applied and can be read. How many merchants the position names is none
     * of the views' business.
     *
     * @return whether it came to that in time; false at once where the thread is interrupted, which it then still is
     * @throws ViewUnavailableException where the partition is not here, or leaves while waiting
     */
    public boolean await(FactPosition position, Duration atMost) {
        Partition partition = of(position.getPartition());
        return partition.gate.await(() -> partition.holds(position), atMost);
    }

    /**
     * Reads while no fact is applied to the partition.
     *
     * @throws ViewUnavailableException where the partition is not here
     */
    public <T> T undisturbed(int partition, Supplier<T> read) {
        return of(partition).gate.undisturbed(read);
    }

    /** Whether the partition is here, restored and whole. */
    public boolean isHere(int partition) {
        return of(partition).gate.isOpen();
    }

    /**
     * Refuses where the partition is not here, restored and whole.
     *
     * @throws ViewUnavailableException where it is not
     */
    public void requireHere(int partition) {
        of(partition).gate.requireOpen();
    }

    /** Entries of the partitions here whose debits are not its credits. */
    public long unbalancedEntries() {
        return partitions.values().stream()
                .mapToLong(partition -> partition.unbalanced)
                .sum();
    }

    /** Entries of the partitions here that do not follow the one before in the chain of hashes. */
    public long chainBreaks() {
        return partitions.values().stream()
                .mapToLong(partition -> partition.chainBreaks)
                .sum();
    }

    /** Files of the archive that the partitions here have not wholly put out of their stores, or back. */
    public long archiveFilesOpen() {
        return partitions.values().stream()
                .filter(partition -> partition.gate.isOpen())
                .mapToLong(partition -> partition.archiving)
                .sum();
    }

    Partition of(int partition) {
        return partitions.computeIfAbsent(partition, Partition::new);
    }

    /** One partition. The stream thread is its only writer. */
    static final class Partition {
        private final PartitionGate gate;
        private long payments;
        private long refunds;
        private long journal;
        private long settlements;
        private long withdrawals;
        private long bankAccounts;
        private volatile long unbalanced;
        private volatile long chainBreaks;
        private volatile int archiving;

        Partition(int number) {
            gate = new PartitionGate("views of partition " + number);
        }

        /** The partition is here, restored, and holds this much. */
        void open(AppliedFacts applied) {
            gate.open(() -> take(applied));
        }

        /** So many files of the archive are to be gone through. */
        void archiving(int files) {
            archiving = files;
        }

        /** Makes a change that readers of the partition see whole, after which it holds this much. */
        void apply(AppliedFacts applied, Runnable change) {
            gate.change(() -> {
                change.run();
                take(applied);
            });
        }

        private void take(AppliedFacts applied) {
            payments = applied.getPayments();
            refunds = applied.getRefunds();
            journal = applied.getJournal();
            settlements = applied.getSettlements();
            withdrawals = applied.getWithdrawals();
            bankAccounts = applied.getBankAccounts();
            unbalanced = applied.getUnbalancedEntries();
            chainBreaks = applied.getChainBreaks();
        }

        /** The partition leaves. */
        void close() {
            gate.close();
        }

        private boolean holds(FactPosition position) {
            return payments >= position.getPayments()
                    && refunds >= position.getRefunds()
                    && journal >= position.getJournal()
                    && settlements >= position.getSettlements()
                    && withdrawals >= position.getWithdrawals()
                    && bankAccounts >= position.getBankAccounts();
        }
    }
}
