package dev.kassa.view;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A fact as it came off the log, behind the eight bytes of its sequence: whether a fact is newer than the one that is kept
 * can be told without reading either.
 */
public final class Stamped {
    private Stamped() {}

    public static byte[] of(long sequence, byte[] fact) {
        return ByteBuffer.allocate(Long.BYTES + fact.length)
                .putLong(sequence)
                .put(fact)
                .array();
    }

    public static long sequence(byte[] stamped) {
        return ByteBuffer.wrap(stamped).getLong();
    }

    /** The fact in its place: no copy is made. */
    public static ByteBuffer inPlace(byte[] stamped) {
        return ByteBuffer.wrap(stamped, Long.BYTES, stamped.length - Long.BYTES);
    }

    /** The bytes of the fact. */
    public static byte[] fact(byte[] stamped) {
        return Arrays.copyOfRange(stamped, Long.BYTES, stamped.length);
    }
}
