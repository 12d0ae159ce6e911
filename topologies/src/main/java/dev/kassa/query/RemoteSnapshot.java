package dev.kassa.query;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.SnapshotBegin;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.ViewUnavailableException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** The rows that an instance of the views sends. For one thread, but for {@link #closeIfStuck} and {@link #close}. */
final class RemoteSnapshot implements Snapshot {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int ROW_BYTES_MAX = 16 << 20;

    private final InputStream body;
    private final DataInputStream in;
    private final SnapshotCalls calls;
    private final RowCodec codec;
    private final Consumer<RemoteSnapshot> onClose;
    private SnapshotBegin begin = new SnapshotBegin();
    private volatile long waitingSinceNs = Long.MAX_VALUE;
    private @Nullable SpecificRecordBase next;
    private long rows;
    private boolean ended;

    /**
     * Rows that have not begun to come.
     *
     * @param body is closed with it
     * @param onClose told when it is closed
     */
    RemoteSnapshot(InputStream body, SnapshotCalls calls, RowCodec codec, Consumer<RemoteSnapshot> onClose) {
        this.body = body;
        this.calls = calls;
        this.in = new DataInputStream(new BufferedInputStream(body, BUFFER_BYTES));
        this.codec = codec;
        this.onClose = onClose;
    }

    /**
     * Reads what comes before the rows.
     *
     * @throws IOException where that does not come
     */
    void begin() throws IOException {
        waitingSinceNs = System.nanoTime();
        try {
            byte[] bytes = new byte[length(in.readInt())];
            in.readFully(bytes);
            begin = calls.begins().decode(bytes);
        } finally {
            waitingSinceNs = Long.MAX_VALUE;
        }
    }

    @Override
    public FactPosition position() {
        return begin.getPosition();
    }

    @Override
    public long estimatedRows() {
        return begin.getEstimatedRows();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            waitingSinceNs = System.nanoTime();
            try {
                next = read();
            } catch (IOException e) {
                throw new ViewUnavailableException(
                        "the rows of partition %d were cut after %d: %s"
                                .formatted(position().getPartition(), rows, e.getMessage()),
                        e);
            } finally {
                waitingSinceNs = Long.MAX_VALUE;
            }
        }
        return next != null;
    }

    private @Nullable SpecificRecordBase read() throws IOException {
        int length = in.readInt();
        if (length == SnapshotCalls.END) {
            long sent = in.readLong();
            if (sent != rows) {
                throw new IOException("%d rows were sent, and %d have come".formatted(sent, rows));
            }
            ended = true;
            return null;
        }
        byte[] row = new byte[length(length)];
        in.readFully(row);
        rows++;
        return codec.decode(row);
    }

    private static int length(int bytes) throws IOException {
        if (bytes < 0 || bytes > ROW_BYTES_MAX) {
            throw new IOException("a row cannot be of %d bytes".formatted(bytes));
        }
        return bytes;
    }

    @Override
    public SpecificRecordBase next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SpecificRecordBase taken = next;
        next = null;
        return taken;
    }

    /** Whoever waits for a row is told that none comes, where nothing has come for so long. */
    void closeIfStuck(long nowNs, long waitNsMax) throws IOException {
        long sinceNs = waitingSinceNs;
        if (sinceNs != Long.MAX_VALUE && nowNs - sinceNs > waitNsMax) {
            body.close();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        try {
            body.close();
        } catch (IOException e) {
            throw new ViewUnavailableException("the rows of the views could not be let go of", e);
        }
    }
}
