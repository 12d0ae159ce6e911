package dev.kassa.schema;

import dev.kassa.avro.AuditRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The chain over the audit records of one process: each hash covers the hash before it, so no record can be altered,
 * removed or put in without every later hash being wrong. The first names the hash that the topic ended with when the
 * process started, so that the end of a chain cannot be cut off, nor a chain be left out, once another follows.
 *
 * <p>The hash is SHA-256 over, in this order: the previous hash, then request id, actor, action, subject, merchant id,
 * remote address, status, code, started at, duration, position, command id, lost before, chain id, sequence, laid out as
 * {@link CanonicalHash} says.
 *
 * <p>Not thread-safe.
 */
public final class AuditChain {
    private static final byte[] START = new byte[CanonicalHash.BYTES];

    private final CanonicalHash canonical = new CanonicalHash();
    private final String id;
    private byte[] previousHash;
    private long sequence;

    /**
     * @param id that no other chain has
     * @param previousHash the hash of the topic's last record; {@link #start} where there is none
     */
    public AuditChain(String id, byte[] previousHash) {
        this.id = id;
        this.previousHash = previousHash.clone();
    }

    /** What stands before the first record of all. */
    public static byte[] start() {
        return START.clone();
    }

    /** Gives a record its place at the end of the chain: sets its chain, sequence and hashes. */
    public void seal(AuditRecord record) {
        sequence++;
        record.setChainId(id);
        record.setSequence(sequence);
        record.setPreviousHash(ByteBuffer.wrap(previousHash));
        previousHash = hash(canonical, record);
        record.setHash(ByteBuffer.wrap(previousHash));
    }

    /** Whether the record's hash is that of its content. */
    public static boolean isSealed(CanonicalHash canonical, AuditRecord record) {
        return record.getPreviousHash().remaining() == CanonicalHash.BYTES
                && Arrays.equals(bytes(record.getHash()), hash(canonical, record));
    }

    private static byte[] hash(CanonicalHash canonical, AuditRecord record) {
        return canonical
                .add(bytes(record.getPreviousHash()))
                .add(record.getRequestId())
                .add(record.getActor())
                .add(record.getAction())
                .add(record.getSubject())
                .add(record.getMerchantId())
                .add(record.getRemoteAddress())
                .add(record.getStatus())
                .add(record.getCode())
                .add(record.getStartedAtMs())
                .add(record.getDurationUs())
                .add(record.getPosition())
                .add(record.getCommandId())
                .add(record.getLostBefore())
                .add(record.getChainId())
                .add(record.getSequence())
                .hash();
    }

    /** A hash as bytes; the buffer stays as it is. */
    public static byte[] bytes(ByteBuffer hash) {
        byte[] bytes = new byte[hash.remaining()];
        hash.duplicate().get(bytes);
        return bytes;
    }
}
