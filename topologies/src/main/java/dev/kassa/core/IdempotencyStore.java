package dev.kassa.core;

import dev.kassa.avro.IdempotencyEntry;
import dev.kassa.avro.Reply;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.schema.AvroCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What was asked under which key. An entry is held for at least one period and at most two: the present period's and the
 * one's before it are looked at, older ones are dropped whole.
 */
final class IdempotencyStore {
    private final TimedKeyValues store;
    private final AvroCodec<IdempotencyEntry> codec;
    private final long periodMs;

    IdempotencyStore(TimedKeyValues store, AvroCodec<IdempotencyEntry> codec, Duration hold) {
        this.store = store;
        this.codec = codec;
        this.periodMs = hold.toMillis();
    }

    @Nullable
    IdempotencyEntry find(byte[] key, long nowMs) {
        byte[] stored = storedAt(Bytes.wrap(key), nowMs);
        return stored == null ? null : codec.decode(stored);
    }

    private byte @Nullable [] storedAt(Bytes key, long nowMs) {
        long period = periodOf(nowMs);
        byte[] present = store.get(key, period);
        return present == null ? store.get(key, period - periodMs) : present;
    }

    /** The outcome is that of a payment or refund. */
    void putSubject(byte[] key, Fingerprint fingerprint, String subjectId, long nowMs) {
        put(key, new IdempotencyEntry(ByteBuffer.wrap(fingerprint.bytes()), subjectId, null), nowMs);
    }

    /** The outcome is this reply. */
    void putReply(byte[] key, Fingerprint fingerprint, Reply reply, long nowMs) {
        put(key, new IdempotencyEntry(ByteBuffer.wrap(fingerprint.bytes()), null, reply), nowMs);
    }

    /** The outcome of what was under way is this reply; nothing where the entry's time is over. */
    void conclude(byte[] key, Reply reply, long nowMs) {
        IdempotencyEntry entry = find(key, nowMs);
        if (entry != null) {
            entry.setReply(reply);
            put(key, entry, nowMs);
        }
    }

    /** What was under way came to nothing, and the same may be asked again as if it were the first time. */
    void forget(byte[] key, long nowMs) {
        long period = periodOf(nowMs);
        store.delete(Bytes.wrap(key), period);
        store.delete(Bytes.wrap(key), period - periodMs);
    }

    private void put(byte[] key, IdempotencyEntry entry, long nowMs) {
        store.put(Bytes.wrap(key), codec.encode(entry), periodOf(nowMs));
    }

    private long periodOf(long nowMs) {
        return Math.floorDiv(nowMs, periodMs) * periodMs;
    }
}
