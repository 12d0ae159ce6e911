package dev.kassa.query;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.SnapshotRows.Found;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The rows of a partition of this process, read as they are taken. For one thread. */
final class LocalSnapshot implements EncodedSnapshot {
    private final FactPosition position;
    private final long estimatedRows;
    private final KeyValueIterator<Bytes, byte[]> stored;
    private final SnapshotRows rows;
    private final RowCodec codec;
    private @Nullable Found next;

    /** @param stored is closed with it */
    LocalSnapshot(
            FactPosition position,
            long estimatedRows,
            KeyValueIterator<Bytes, byte[]> stored,
            SnapshotRows rows,
            RowCodec codec) {
        this.position = position;
        this.estimatedRows = estimatedRows;
        this.stored = stored;
        this.rows = rows;
        this.codec = codec;
    }

    @Override
    public FactPosition position() {
        return position;
    }

    @Override
    public long estimatedRows() {
        return estimatedRows;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && stored.hasNext()) {
                next = rows.take(stored.next());
            }
        } catch (InvalidStateStoreException e) {
            throw new ViewUnavailableException(
                    "the views of partition " + position.getPartition() + " left while they were read", e);
        }
        if (next == null) {
            next = rows.last();
        }
        return next != null;
    }

    private Found take() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Found taken = next;
        next = null;
        return taken;
    }

    @Override
    public SpecificRecordBase next() {
        Found taken = take();
        return taken.row() == null ? codec.decode(bytes(taken)) : taken.row();
    }

    @Override
    public byte[] nextEncoded() {
        return bytes(take());
    }

    private byte[] bytes(Found taken) {
        if (taken.bytes() != null) {
            return taken.bytes();
        }
        if (taken.row() instanceof BalanceRow balance) {
            return codec.balances().encode(balance);
        }
        throw new IllegalStateException("a row that is neither stored nor a balance: " + taken.row());
    }

    @Override
    public void close() {
        stored.close();
    }
}
