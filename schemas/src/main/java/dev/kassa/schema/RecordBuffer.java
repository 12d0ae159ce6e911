package dev.kassa.schema;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes of one record after the other. Not thread-safe, unlike {@link java.io.ByteArrayOutputStream}, whose lock per byte
 * took half the time of writing a record.
 */
final class RecordBuffer extends OutputStream {
    private byte[] bytes;
    private int length;

    RecordBuffer(int initialCapacity) {
        this.bytes = new byte[initialCapacity];
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Forgets what was written. */
    void reset() {
        length = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.multiplyExact(bytes.length, 2)));
        }
    }
}
