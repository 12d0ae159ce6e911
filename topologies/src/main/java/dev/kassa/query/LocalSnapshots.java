package dev.kassa.query;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.DossierKind;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.Snapshots;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewProgress;
import java.util.function.Function;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Snapshots over the views of this process. Thread-safe.
 *
 * <p>An iterator over the rows sees what there was when it was opened, and it is opened while nothing is applied to the
 * partition. So a read of any length holds the partition's views back for a moment only, and needs no copy.
 */
public final class LocalSnapshots implements Snapshots {
    private static final BytesSerializer BYTES = new BytesSerializer();

    /** No id is of a later moment. */
    private static final long ID_MS_MAX = (1L << 48) - 1;

    private final PartitionRows rows;
    private final ViewProgress progress;
    private final Codecs codecs;

    /** @param progress the one that the application's topology was built with */
    public LocalSnapshots(PartitionRows rows, ViewProgress progress, Codecs codecs) {
        this.rows = rows;
        this.progress = progress;
        this.codecs = codecs;
    }

    @Override
    public EncodedSnapshot open(Question question) {
        RowCodec codec = RowCodec.of(question.kind(), codecs);
        int partition = question.partition();
        try {
            return progress.undisturbed(
                    partition, () -> rows.read(partition, true, store -> open(question, store, codec)));
        } catch (InvalidStateStoreException e) {
            throw new ViewUnavailableException("the views of partition " + partition + " are not here", e);
        }
    }

    private static EncodedSnapshot open(Question question, ReadOnlyKeyValueStore<Bytes, byte[]> rows, RowCodec codec) {
        // Only what is taken is looked for in the archive: nothing is applied while it is opened.
        ReadOnlyKeyValueStore<Bytes, byte[]> store = RowsWithArchive.stored(rows);
        byte[] row = store.get(ViewKeys.APPLIED);
        AppliedFacts applied =
                row == null ? new AppliedFacts() : codec.stored().applied().decode(row);
        FactPosition position = new FactPosition(
                question.partition(),
                applied.getPayments(),
                applied.getRefunds(),
                applied.getJournal(),
                0L,
                applied.getSettlements(),
                applied.getWithdrawals(),
                applied.getBankAccounts());
        return new LocalSnapshot(
                position,
                Math.min(factsOf(question, applied), MerchantRows.estimate(question, store)),
                iterator(question, question.unarchived() ? store : rows),
                SnapshotRows.of(question, codec.stored()),
                codec);
    }

    /** No more rows than this: every row is of one fact at least. */
    private static long factsOf(Question question, AppliedFacts applied) {
        return switch (question.kind()) {
            case PAYMENTS -> applied.getPayments();
            case REFUNDS -> applied.getRefunds();
            case SETTLEMENTS -> applied.getSettlements();
            case ENTRIES, BALANCES -> applied.getJournal();
        };
    }

    private static KeyValueIterator<Bytes, byte[]> iterator(
            Question question, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        String merchantId = question.merchantId();
        if (merchantId == null) {
            return store.prefixScan(
                    switch (SnapshotRows.stored(question)) {
                        case PAYMENTS -> ViewKeys.ALL_PAYMENTS;
                        case REFUNDS -> ViewKeys.ALL_REFUNDS;
                        case SETTLEMENTS -> ViewKeys.ALL_SETTLEMENTS;
                        case ENTRIES -> ViewKeys.ALL_ENTRIES;
                        case BALANCES -> ViewKeys.ALL_BALANCES;
                    },
                    BYTES);
        }
        return switch (SnapshotRows.stored(question)) {
            case PAYMENTS -> created(question, store, Ids.PAYMENT, id -> ViewKeys.payment(merchantId, id));
            case REFUNDS -> created(question, store, Ids.REFUND, id -> ViewKeys.refund(merchantId, id));
            case SETTLEMENTS ->
                created(
                        question,
                        store,
                        Ids.SETTLEMENT,
                        id -> ViewKeys.dossier(DossierKind.SETTLEMENT, merchantId, id));
            case ENTRIES -> store.prefixScan(ViewKeys.journal(merchantId), BYTES);
            case BALANCES -> store.prefixScan(ViewKeys.balances(merchantId), BYTES);
        };
    }

    /** Ids sort by creation, so that a span of it is a span of keys; when a payment took place is not in its key. */
    private static KeyValueIterator<Bytes, byte[]> created(
            Question question, ReadOnlyKeyValueStore<Bytes, byte[]> store, String prefix, Function<String, Bytes> key) {
        if (question.time() == Time.BUSINESS) {
            return store.prefixScan(key.apply(""), BYTES);
        }
        long fromMs = Math.clamp(question.fromMs(), 0, ID_MS_MAX);
        long toMs = Math.clamp(question.toMs(), fromMs, ID_MS_MAX);
        return store.range(key.apply(Ids.lowest(prefix, fromMs)), key.apply(Ids.lowest(prefix, toMs)));
    }
}
