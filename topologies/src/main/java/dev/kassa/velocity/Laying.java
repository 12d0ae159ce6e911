package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.FurtherSeen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of a partition are laid by attribute, and what waits to be: a record for each partition that counts, with
 * all that is for it, as a record for each sighting cost more than to count it. How far it has been laid is to be committed
 * with what was laid; then a new one that begins there, and is handed the payments after it once more, lays each of them once.
 * Not thread-safe.
 */
final class Laying {
    /** How many offsets may wait; so no more than this is to be read again after a start. */
    static final int UNLAID_MAX = 500;

    private final @Nullable Laid[] waiting;
    private long readTo;
    private long laidTo;

    /** A record of the topic of attributes. */
    record Laid(byte[] key, AttributeSeen seen) {}

    /**
     * @param partitions that count
     * @param laidTo the last offset that was laid
     */
    Laying(int partitions, long laidTo) {
        waiting = new Laid[partitions];
        readTo = laidTo;
        this.laidTo = laidTo;
    }

    /** The last offset that is laid. */
    long laidTo() {
        return laidTo;
    }

    /** Whether what stands at an offset was not read yet. */
    boolean isUnread(long offset) {
        return offset > readTo;
    }

    /** All at an offset and before it was read. */
    void read(long offset) {
        readTo = offset;
    }

    /** A payment came from an address or a device. */
    void seen(String attribute, String merchantId, long atMs) {
        byte[] key = attribute.getBytes(UTF_8);
        int counting = BuiltInPartitioner.partitionForKey(key, waiting.length);
        Laid first = waiting[counting];
        if (first == null) {
            waiting[counting] = new Laid(key, new AttributeSeen(merchantId, atMs, new ArrayList<>()));
        } else {
            first.seen.getFurther().add(new FurtherSeen(attribute, merchantId, atMs));
        }
    }

    /** No more may wait. */
    boolean isFull() {
        return readTo - laidTo >= UNLAID_MAX;
    }

    /** What waits, which then waits no more. */
    List<Laid> lay() {
        List<Laid> laid = new ArrayList<>(waiting.length);
        for (Laid record : waiting) {
            if (record != null) {
                laid.add(record);
            }
        }
        Arrays.fill(waiting, null);
        laidTo = readTo;
        return laid;
    }

    /** Whether nothing waits to be laid. */
    boolean isEmpty() {
        for (Laid record : waiting) {
            if (record != null) {
                return false;
            }
        }
        return true;
    }
}
