package dev.kassa.query;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.archive.ArchivePointer;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.view.Archived;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition, with those that are in the archive read from there as they are come to: the one place where a
 * pointer is followed. Reads throw {@link ArchiveUnavailableException} where a file is not there, or not as it was written.
 */
final class RowsWithArchive implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> stored;
    private final int partition;
    private final ArchiveFiles archive;

    RowsWithArchive(ReadOnlyKeyValueStore<Bytes, byte[]> stored, int partition, ArchiveFiles archive) {
        this.stored = stored;
        this.partition = partition;
        this.archive = archive;
    }

    /** The rows as they are stored, with pointers: for whoever looks at keys only. */
    static ReadOnlyKeyValueStore<Bytes, byte[]> stored(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {
        return rows instanceof RowsWithArchive with ? with.stored : rows;
    }

    private byte[] whole(Bytes key, byte[] row) {
        ArchiveKind kind = Archived.kind(key);
        if (kind == null) {
            return row;
        }
        ArchivePointer pointer = Archived.pointer(kind, row);
        return pointer == null ? row : Archived.with(kind, row, archive.fact(kind, partition, pointer));
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        byte[] row = stored.get(key);
        return row == null ? null : whole(key, row);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return new Walk(stored.range(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return new Walk(stored.reverseRange(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return new Walk(stored.all());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return new Walk(stored.reverseAll());
    }

    @Override
    public <P extends Serializer<K>, K> KeyValueIterator<Bytes, byte[]> prefixScan(K prefix, P serializer) {
        return new Walk(stored.prefixScan(prefix, serializer));
    }

    @Override
    public long approximateNumEntries() {
        return stored.approximateNumEntries();
    }

    private final class Walk implements KeyValueIterator<Bytes, byte[]> {
        private final KeyValueIterator<Bytes, byte[]> rows;

        Walk(KeyValueIterator<Bytes, byte[]> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Bytes peekNextKey() {
            return rows.peekNextKey();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> row = rows.next();
            return KeyValue.pair(row.key, whole(row.key, row.value));
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
