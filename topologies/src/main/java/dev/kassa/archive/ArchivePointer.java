package dev.kassa.archive;

import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.PaymentStatusCode;
import java.nio.ByteBuffer;

/**
 * What stands in the place of a row that is in the archive. No fact begins as it does: facts begin with the zero of the
 * Confluent wire format.
 *
 * @param status of a payment; of other rows {@link PaymentStatusCode#UNRECOGNISED}
 * @param slotAtMs the run whose file it is in
 * @param attempt of that run
 * @param offset of its block in the file
 * @param length of the block in the file
 * @param digest the first eight bytes of the block's SHA-256
 * @param schemaId by which the registry knows the schema that it is written with
 * @param from where it begins in the block, inflated
 * @param bytes how long it is there
 */
public record ArchivePointer(
        PaymentStatusCode status,
        long slotAtMs,
        int attempt,
        long offset,
        int length,
        long digest,
        int schemaId,
        int from,
        int bytes) {
    private static final byte MARKER = 1;
    private static final int BYTES = 2 + 3 * Long.BYTES + Short.BYTES + 4 * Integer.BYTES;
    private static final PaymentStatusCode[] STATUSES = PaymentStatusCode.values();
    private static final int SHORT_MASK = 0xffff;

    /** Whether a pointer stands there, and not a fact. */
    public static boolean isAt(byte[] row, int at) {
        return row.length == at + BYTES && row[at] == MARKER;
    }

    /** The pointer that stands there. */
    public static ArchivePointer at(byte[] row, int at) {
        if (!isAt(row, at)) {
            throw new IllegalArgumentException("no pointer into the archive");
        }
        ByteBuffer bytes = ByteBuffer.wrap(row, at + 1, BYTES - 1);
        return new ArchivePointer(
                STATUSES[bytes.get()],
                bytes.getLong(),
                bytes.getShort() & SHORT_MASK,
                bytes.getLong(),
                bytes.getInt(),
                bytes.getLong(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt());
    }

    public byte[] encoded() {
        return ByteBuffer.allocate(BYTES)
                .put(MARKER)
                .put((byte) status.ordinal())
                .putLong(slotAtMs)
                .putShort((short) attempt)
                .putLong(offset)
                .putInt(length)
                .putLong(digest)
                .putInt(schemaId)
                .putInt(from)
                .putInt(bytes)
                .array();
    }

    /** The file that it points into. */
    public String file(ArchiveKind kind, int partition) {
        return ArchiveNames.file(slotAtMs, kind, partition, attempt);
    }
}
