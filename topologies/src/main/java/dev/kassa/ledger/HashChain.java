package dev.kassa.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The chain over the entries of a partition: each hash covers the hash before it, so no entry can be altered, removed or
 * put in without every later hash being wrong.
 *
 * <p>The hash is SHA-256 over, in this order: the previous hash (32 bytes, zeros before the first entry), then id,
 * merchant id, kind, payment id, refund id, the number of legs (4 bytes), of each leg account, currency, debit, credit,
 * then occurred at, posted at, partition (4 bytes), sequence, command offset. A text is its length in UTF-8 bytes
 * (4 bytes) and those bytes, or −1 where there is none; numbers are big-endian, 8 bytes unless said.
 *
 * <p>Not thread-safe.
 */
public final class HashChain {
    public static final int BYTES = 32;

    private final MessageDigest digest;
    private ByteBuffer buffer = ByteBuffer.allocate(1024);

    public HashChain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What stands before the first entry. */
    public static byte[] start() {
        return new byte[BYTES];
    }

    /** The hash of an entry that follows the entry of the previous hash. */
    public byte[] hash(byte[] previousHash, JournalEntry entry) {
        buffer.clear();
        need(BYTES).put(previousHash);
        text(entry.id());
        text(entry.merchantId());
        text(entry.kind());
        text(entry.paymentId());
        text(entry.refundId());
        need(Integer.BYTES).putInt(entry.legs().size());
        for (Leg leg : entry.legs()) {
            text(leg.account());
            text(leg.currency());
            need(2 * Long.BYTES).putLong(leg.debit()).putLong(leg.credit());
        }
        need(4 * Long.BYTES + Integer.BYTES)
                .putLong(entry.occurredAtMs())
                .putLong(entry.postedAtMs())
                .putInt(entry.partition())
                .putLong(entry.sequence())
                .putLong(entry.commandOffset());
        digest.update(buffer.flip());
        return digest.digest();
    }

    private void text(@Nullable String text) {
        if (text == null) {
            need(Integer.BYTES).putInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(UTF_8);
        need(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer need(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
