package dev.kassa.port;

import dev.kassa.avro.FactPosition;
import java.util.Iterator;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Long reads over what is committed: every row of a kind in a partition, all as of one position. Thread-safe.
 *
 * <p>A read of any length sees the partition as it was when it was opened, whatever is applied meanwhile, and memory does
 * not grow with its rows.
 */
public interface Snapshots {
    /** What rows there are. */
    enum Kind {
        /** {@code PaymentFact}: each payment as it stands. */
        PAYMENTS,
        /** {@code RefundFact}: each refund as it stands. */
        REFUNDS,
        /** {@code SettlementFact}; its business time is within its business date. */
        SETTLEMENTS,
        /** {@code EntryFact}: journal entries. */
        ENTRIES,
        /** {@code BalanceRow}: what the entries before {@code toMs} come to, a row per merchant and currency. */
        BALANCES
    }

    /** Which of a fact's two times is meant. */
    enum Time {
        /** {@code occurred_at}. */
        BUSINESS,
        /** When it was created; of an entry, when it was posted. */
        PROCESSING
    }

    /**
     * What is asked of one partition.
     *
     * @param merchantId whose rows; null: those of every merchant of the partition
     * @param fromMs rows of this moment and later, milliseconds; without meaning for balances
     * @param toMs rows before this moment, milliseconds; {@link Long#MAX_VALUE}: to the last
     * @param unarchived without the rows that are in the archive
     */
    record Question(
            Kind kind,
            int partition,
            @Nullable String merchantId,
            long fromMs,
            long toMs,
            Time time,
            boolean unarchived) {
        /** With all rows, wherever they are. */
        public Question(Kind kind, int partition, @Nullable String merchantId, long fromMs, long toMs, Time time) {
            this(kind, partition, merchantId, fromMs, toMs, time, false);
        }
    }

    /**
     * Opens a read. The caller closes it.
     *
     * @throws ViewUnavailableException where the partition is not here, or is being moved or restored
     */
    Snapshot open(Question question);

    /**
     * The rows, merchant by merchant: payments and refunds of a merchant oldest first, its entries as they were posted,
     * balances by currency. For one thread.
     *
     * <p>{@code next} and {@code hasNext} throw {@link ViewUnavailableException} where the partition leaves meanwhile, and
     * where the rest cannot be had, as in a file of the archive that is not there: rows that end without it are all of them.
     */
    interface Snapshot extends Iterator<SpecificRecordBase>, AutoCloseable {
        /** How much of the partition the rows are of; every row is of exactly this. */
        FactPosition position();

        /** How many rows are to come, at most; for progress. */
        long estimatedRows();

        @Override
        void close();
    }
}
