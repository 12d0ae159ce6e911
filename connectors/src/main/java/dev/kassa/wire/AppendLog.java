package dev.kassa.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that is only ever appended to. What {@link #await} returned for is with the operating system, so it
 * outlives a kill of this process; it is not forced to the disk. Whoever waits writes for all who wait. Thread-safe.
 */
public final class AppendLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppendLog.class);

    private final FileChannel file;
    private final ReentrantLock buffering = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(8192);
    private long appended;
    private volatile long written;

    private AppendLog(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens or makes the file, gives every whole line that it holds to the reader, and cuts off a torn last one.
     *
     * @throws UncheckedIOException where the file cannot be read
     */
    public static AppendLog open(Path path, Consumer<byte[]> reader) {
        try {
            long whole = Files.exists(path) ? read(path, reader) : 0;
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.size() > whole) {
                LOG.warn("cutting off a torn last line file={} bytes={}", path, file.size() - whole);
                file.truncate(whole);
            }
            file.position(whole);
            return new AppendLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + path, e);
        }
    }

    /** The length of the part that ends with a line's end. */
    private static long read(Path path, Consumer<byte[]> reader) throws IOException {
        long whole = 0;
        byte[] chunk = new byte[1 << 16];
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                int start = 0;
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        line.write(chunk, start, i - start);
                        whole += line.size() + 1;
                        reader.accept(line.toByteArray());
                        line.reset();
                        start = i + 1;
                    }
                }
                line.write(chunk, start, count - start);
            }
        }
        return whole;
    }

    /** Puts a line behind all others; {@link #await} its position before telling anybody. */
    public long append(byte[] line) {
        buffering.lock();
        try {
            buffer.writeBytes(line);
            buffer.write('\n');
            return ++appended;
        } finally {
            buffering.unlock();
        }
    }

    /** The position of the last line appended. */
    public long position() {
        buffering.lock();
        try {
            return appended;
        } finally {
            buffering.unlock();
        }
    }

    /**
     * Returns when every line up to the position is in the file.
     *
     * @throws UncheckedIOException where it could not be written
     */
    public void await(long position) {
        if (written >= position) {
            return;
        }
        writing.lock();
        try {
            if (written < position) {
                writeAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file could not be written", e);
        } finally {
            writing.unlock();
        }
    }

    private void writeAll() throws IOException {
        ByteArrayOutputStream taken;
        long upTo;
        buffering.lock();
        try {
            taken = buffer;
            upTo = appended;
            buffer = new ByteArrayOutputStream(8192);
        } finally {
            buffering.unlock();
        }
        ByteBuffer bytes = ByteBuffer.wrap(taken.toByteArray());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        written = upTo;
    }

    @Override
    public void close() {
        await(position());
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the file could not be closed", e);
        }
    }
}
