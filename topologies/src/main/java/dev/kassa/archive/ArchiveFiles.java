package dev.kassa.archive;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.port.FileStore;
import dev.kassa.port.FileStore.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of the archive, a block at a time. The blocks that were read last are kept, so that neighbours cost nothing.
 * Thread-safe.
 */
public final class ArchiveFiles {
    private static final long KEPT_BYTES_MAX = 16L << 20;
    private static final int CHUNK_BYTES = 256 << 10;

    private final FileStore files;
    private final Map<Place, ArchiveBlock> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long keptBytes;

    /** @param files stays the caller's */
    public ArchiveFiles(FileStore files) {
        this.files = files;
    }

    private record Place(String file, long offset) {}

    /** A row on its way into, or out of, the views: what the file holds, and what would point to it. */
    public record Row(byte[] fact, ArchivePointer pointer) {}

    /**
     * Some blocks of a file.
     *
     * @param rows of each block
     * @param ends where each ends in the file
     */
    public record Chunk(List<List<Row>> rows, List<Long> ends) {}

    /**
     * The fact that a pointer points to, as it stood on its topic.
     *
     * @throws ArchiveUnavailableException where its file is not there, or is not as it was written; names the file
     */
    public byte[] fact(ArchiveKind kind, int partition, ArchivePointer pointer) {
        String file = pointer.file(kind, partition);
        ArchiveBlock block = block(file, pointer);
        if (pointer.from() < 0 || pointer.from() + pointer.bytes() > block.inflated().length) {
            throw altered(file, null);
        }
        return block.fact(pointer.schemaId(), pointer.from(), pointer.bytes());
    }

    private ArchiveBlock block(String file, ArchivePointer pointer) {
        Place place = new Place(file, pointer.offset());
        synchronized (kept) {
            ArchiveBlock there = kept.get(place);
            if (there != null && there.digest() == pointer.digest()) {
                return there;
            }
        }
        ArchiveBlock read = read(file, pointer);
        synchronized (kept) {
            ArchiveBlock before = kept.put(place, read);
            keptBytes += read.inflated().length - (before == null ? 0 : before.inflated().length);
            var oldest = kept.entrySet().iterator();
            while (keptBytes > KEPT_BYTES_MAX && kept.size() > 1) {
                keptBytes -= oldest.next().getValue().inflated().length;
                oldest.remove();
            }
        }
        return read;
    }

    private ArchiveBlock read(String file, ArchivePointer pointer) {
        byte[] bytes;
        try {
            bytes = bytes(file, pointer.offset(), pointer.length());
        } catch (IOException e) {
            throw new ArchiveUnavailableException(file, "cannot be read", e);
        }
        try {
            ArchiveBlock block = ArchiveBlock.at(bytes, 0, pointer.offset());
            if (block != null && block.digest() == pointer.digest()) {
                return block;
            }
        } catch (IOException e) {
            throw altered(file, e);
        }
        throw altered(file, null);
    }

    private static ArchiveUnavailableException altered(String file, @Nullable Exception cause) {
        return new ArchiveUnavailableException(file, "is not as it was written", cause);
    }

    private byte[] bytes(String file, long from, long length) throws IOException {
        Optional<Content> opened = files.open(file, from, length);
        if (opened.isEmpty()) {
            throw new ArchiveUnavailableException(file, "is not there", null);
        }
        try (Content content = opened.get()) {
            return content.stream().readAllBytes();
        }
    }

    /**
     * Reads on in a file, on a thread of its own: whoever goes through a file must not wait for it.
     *
     * @param offset where a block begins
     * @return the next blocks; none at the file's end. It fails with an {@link ArchiveUnavailableException}
     */
    public CompletableFuture<Chunk> fetch(ArchiveFact file, long offset) {
        CompletableFuture<Chunk> fetched = new CompletableFuture<>();
        Thread.ofVirtual().name("archive-fetch").start(() -> {
            try {
                fetched.complete(chunk(file, offset));
            } catch (IOException e) {
                fetched.completeExceptionally(
                        new ArchiveUnavailableException(file.getName(), "cannot be read: " + e.getMessage(), e));
            } catch (RuntimeException | Error e) {
                fetched.completeExceptionally(e);
            }
        });
        return fetched;
    }

    Chunk chunk(ArchiveFact file, long offset) throws IOException {
        List<List<Row>> rows = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long left = file.getBytes() - offset;
        if (left <= 0) {
            return new Chunk(rows, ends);
        }
        Schema schema = schema(file);
        for (long length = Math.min(left, CHUNK_BYTES); rows.isEmpty(); length = Math.min(left, 2 * length)) {
            byte[] bytes = bytes(file.getName(), offset, length);
            int at = 0;
            for (ArchiveBlock block = ArchiveBlock.at(bytes, at, offset + at);
                    block != null;
                    block = at == bytes.length ? null : ArchiveBlock.at(bytes, at, offset + at)) {
                rows.add(rows(block, schema, file));
                at += block.length();
                ends.add(offset + at);
            }
            if (rows.isEmpty() && length == left) {
                throw new IOException("it ends in the middle of a block");
            }
        }
        return new Chunk(rows, ends);
    }

    private Schema schema(ArchiveFact file) throws IOException {
        byte[] header = bytes(file.getName(), 0, file.getHeaderBytes());
        try (DataFileStream<Object> stream =
                new DataFileStream<>(new ByteArrayInputStream(header), new GenericDatumReader<>())) {
            return stream.getSchema();
        } catch (AvroRuntimeException e) {
            throw new IOException("its header cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Row> rows(ArchiveBlock block, Schema schema, ArchiveFact file) throws IOException {
        List<Integer> bounds = block.bounds(schema);
        List<Row> rows = new ArrayList<>(block.rows());
        for (int i = 0; i < block.rows(); i++) {
            int from = bounds.get(i);
            int bytes = bounds.get(i + 1) - from;
            rows.add(new Row(
                    block.fact(file.getSchemaId(), from, bytes),
                    new ArchivePointer(
                            PaymentStatusCode.UNRECOGNISED,
                            file.getSlotAtMs(),
                            file.getAttempt(),
                            block.offset(),
                            block.length(),
                            block.digest(),
                            file.getSchemaId(),
                            from,
                            bytes)));
        }
        return rows;
    }
}
