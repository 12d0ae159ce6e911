package dev.kassa.query;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows put aside in a file without a name, so that nobody finds them and nothing is left of them. For one thread at a time. */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel file;
    private final DataOutputStream out;
    private final DataInputStream in;
    private long rows;
    private long taken;

    /** One row. */
    record Entry(Bytes key, byte[] value) {}

    Spool() throws IOException {
        Path named = Files.createTempFile("kassa-snapshot-", ".rows");
        file = FileChannel.open(named, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(named);
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES));
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES));
    }

    void add(Bytes key, byte[] value) {
        try {
            write(key.get());
            write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a row could not be put aside", e);
        }
        rows++;
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    long rows() {
        return rows;
    }

    /** From now on it is read. */
    void rewind() throws IOException {
        out.flush();
        file.position(0);
    }

    /** The next row; null after the last. */
    @Nullable
    Entry take() {
        if (taken == rows) {
            return null;
        }
        taken++;
        try {
            return new Entry(Bytes.wrap(read()), read());
        } catch (IOException e) {
            throw new UncheckedIOException("a row that was put aside could not be read", e);
        }
    }

    private byte[] read() throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot could not be closed", e);
        }
    }
}
