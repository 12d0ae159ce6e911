package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over values laid one behind the other: a text is its length in UTF-8 bytes (4 bytes) and those bytes, or −1
 * where there is none; numbers are big-endian. No two lists of values of the same kinds are laid out alike.
 *
 * <p>Not thread-safe.
 */
public final class CanonicalHash {
    public static final int BYTES = 32;

    private final MessageDigest digest;
    private ByteBuffer buffer = ByteBuffer.allocate(1024);

    public CanonicalHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bytes as they are: of a length that is always the same. */
    public CanonicalHash add(byte[] bytes) {
        need(bytes.length).put(bytes);
        return this;
    }

    public CanonicalHash add(@Nullable String text) {
        if (text == null) {
            return add(-1);
        }
        byte[] bytes = text.getBytes(UTF_8);
        need(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    /** 4 bytes. */
    public CanonicalHash add(int number) {
        need(Integer.BYTES).putInt(number);
        return this;
    }

    /** 8 bytes. */
    public CanonicalHash add(long number) {
        need(Long.BYTES).putLong(number);
        return this;
    }

    /** The hash of what was added since the last one. */
    public byte[] hash() {
        digest.update(buffer.flip());
        buffer.clear();
        return digest.digest();
    }

    private ByteBuffer need(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
