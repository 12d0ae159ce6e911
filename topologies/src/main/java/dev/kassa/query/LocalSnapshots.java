package dev.kassa.query;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.Snapshots;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import dev.kassa.view.ViewCodecs;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots over the views of this process. Thread-safe.
 *
 * <p>The rows' bytes are copied to a file that has no name while nothing is applied to the partition; they are looked at
 * afterwards. So a read of many rows holds the partition's views back for as long as the copy takes.
 */
public final class LocalSnapshots implements Snapshots {
    private final PartitionStores stores;
    private final ViewProgress progress;
    private final Codecs codecs;

    /** @param progress the one that the application's topology was built with */
    public LocalSnapshots(PartitionStores stores, ViewProgress progress, Codecs codecs) {
        this.stores = stores;
        this.progress = progress;
        this.codecs = codecs;
    }

    @Override
    public Snapshot open(Question question) {
        ViewCodecs lent = ViewCodecs.of(codecs);
        try {
            Spool spool = new Spool();
            try {
                FactPosition position = progress.undisturbed(question.partition(), () -> copy(question, lent, spool));
                spool.rewind();
                return new SpooledSnapshot(position, spool, SnapshotRows.of(question, lent));
            } catch (RuntimeException | IOException e) {
                spool.close();
                throw e;
            }
        } catch (InvalidStateStoreException e) {
            throw new ViewUnavailableException("the views of partition " + question.partition() + " are not here", e);
        } catch (IOException e) {
            throw new UncheckedIOException("no room for a snapshot", e);
        }
    }

    private FactPosition copy(Question question, ViewCodecs lent, Spool spool) {
        Rows rows = new Rows(stores.of(question.partition()), lent);
        rows.eachBeginning(beginning(question), spool::add);
        byte[] row = rows.row(ViewKeys.APPLIED);
        AppliedFacts applied = row == null ? new AppliedFacts() : lent.applied().decode(row);
        return new FactPosition(
                question.partition(), applied.getPayments(), applied.getRefunds(), applied.getJournal(), 0L);
    }

    private static Bytes beginning(Question question) {
        String merchantId = question.merchantId();
        return switch (SnapshotRows.stored(question)) {
            case PAYMENTS -> merchantId == null ? ViewKeys.ALL_PAYMENTS : ViewKeys.payment(merchantId, "");
            case REFUNDS -> merchantId == null ? ViewKeys.ALL_REFUNDS : ViewKeys.refund(merchantId, "");
            case ENTRIES -> merchantId == null ? ViewKeys.ALL_ENTRIES : ViewKeys.entries(merchantId);
            case BALANCES -> merchantId == null ? ViewKeys.ALL_BALANCES : ViewKeys.balances(merchantId);
        };
    }

    /** The rows of a spool, as facts. */
    private static final class SpooledSnapshot implements Snapshot {
        private final FactPosition position;
        private final Spool spool;
        private final SnapshotRows rows;
        private @Nullable SpecificRecordBase next;

        SpooledSnapshot(FactPosition position, Spool spool, SnapshotRows rows) {
            this.position = position;
            this.spool = spool;
            this.rows = rows;
        }

        @Override
        public FactPosition position() {
            return position;
        }

        @Override
        public long estimatedRows() {
            return spool.rows();
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                Spool.Entry entry = spool.take();
                next = entry == null ? rows.last() : rows.take(entry);
                if (entry == null) {
                    break;
                }
            }
            return next != null;
        }

        @Override
        public SpecificRecordBase next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            var fact = next;
            next = null;
            return fact;
        }

        @Override
        public void close() {
            spool.close();
        }
    }
}
