package dev.kassa.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A block of a file: as Avro lays it out, the number of rows, the number of bytes, so many bytes deflated, and the file's
 * mark. Immutable, as long as nobody writes to its rows.
 *
 * @param offset where it begins in the file
 * @param length bytes in the file
 * @param digest the first eight bytes of the SHA-256 of these
 * @param rows how many
 * @param inflated the rows, one after the other
 */
record ArchiveBlock(long offset, int length, long digest, int rows, byte[] inflated) {
    private static final int MARK_BYTES = 16;
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** A row is never larger than a record of the log, so that no block is. */
    private static final int INFLATED_MAX = 64 << 20;

    /**
     * The block at a place, or null where the bytes end before it does.
     *
     * @param fileOffset of the first of the bytes
     * @throws IOException where these are not a block's bytes
     */
    static @Nullable ArchiveBlock at(byte[] bytes, int at, long fileOffset) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, at, bytes.length - at, null);
        long rows;
        long deflated;
        int begin;
        try {
            rows = decoder.readLong();
            deflated = decoder.readLong();
            begin = bytes.length - decoder.inputStream().available();
        } catch (EOFException e) {
            return null;
        }
        if (rows < 1 || rows > Integer.MAX_VALUE || deflated < 1 || deflated > INFLATED_MAX) {
            throw new IOException("no block begins at " + fileOffset);
        }
        long end = begin + deflated + MARK_BYTES;
        if (end > bytes.length) {
            return null;
        }
        int length = (int) end - at;
        return new ArchiveBlock(
                fileOffset, length, digest(bytes, at, length), (int) rows, inflate(bytes, begin, (int) deflated));
    }

    private static byte[] inflate(byte[] bytes, int from, int length) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, from, length);
            byte[] out = new byte[Math.max(1 << 10, 8 * length)];
            int filled = 0;
            while (!inflater.finished()) {
                if (filled == out.length) {
                    if (filled >= INFLATED_MAX) {
                        throw new IOException("a block of more than " + INFLATED_MAX + " bytes");
                    }
                    out = Arrays.copyOf(out, 2 * filled);
                }
                int more = inflater.inflate(out, filled, out.length - filled);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new IOException("a block ends too early");
                }
                filled += more;
            }
            return Arrays.copyOf(out, filled);
        } catch (DataFormatException e) {
            throw new IOException("a block cannot be inflated: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static long digest(byte[] bytes, int from, int length) {
        MessageDigest sha = sha256();
        sha.update(bytes, from, length);
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Where rows begin, and last where the last one ends.
     *
     * @param schema that they are written with
     * @throws IOException where they are not such rows
     */
    List<Integer> bounds(Schema schema) throws IOException {
        List<Integer> bounds = new ArrayList<>(rows + 1);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(inflated, null);
        bounds.add(0);
        try {
            for (int i = 0; i < rows; i++) {
                GenericDatumReader.skip(schema, decoder);
                bounds.add(inflated.length - decoder.inputStream().available());
            }
        } catch (RuntimeException e) {
            throw new IOException("the rows of a block cannot be read: " + e.getMessage(), e);
        }
        if (bounds.getLast() != inflated.length) {
            throw new IOException("a block holds more than its rows");
        }
        return bounds;
    }

    /** A row as it stands on its topic. */
    byte[] fact(int schemaId, int from, int bytes) {
        return ByteBuffer.allocate(HEADER_BYTES + bytes)
                .put(MAGIC)
                .putInt(schemaId)
                .put(inflated, from, bytes)
                .array();
    }
}
