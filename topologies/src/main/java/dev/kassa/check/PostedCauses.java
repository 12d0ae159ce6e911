package dev.kassa.check;

import dev.kassa.avro.CheckedCauses;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which causes were posted, exactly: a cause is named by the offset of the command that created it, so a bit for each kind
 * and offset tells. 8 KiB for each kind and 65,536 commands that hold such a cause; not thread-safe.
 */
final class PostedCauses {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK_OFFSETS = 1 << CHUNK_BITS;
    private static final int CHUNK_WORDS = CHUNK_OFFSETS >> 6;

    private final Map<String, OfKind> kinds = new HashMap<>();

    private static final class OfKind {
        final TreeMap<Long, long[]> chunks = new TreeMap<>();
        private long last = -1;
        private long @Nullable [] lastChunk;

        boolean add(long offset) {
            long number = offset >>> CHUNK_BITS;
            long[] chunk = lastChunk;
            if (chunk == null || number != last) {
                chunk = chunks.computeIfAbsent(number, _ -> new long[CHUNK_WORDS]);
                lastChunk = chunk;
                last = number;
            }
            int place = (int) (offset & CHUNK_OFFSETS - 1);
            long bit = 1L << place;
            boolean first = (chunk[place >> 6] & bit) == 0;
            chunk[place >> 6] |= bit;
            return first;
        }
    }

    /** Whether nothing of this kind was posted for the cause before. */
    boolean add(String kind, long commandOffset) {
        OfKind of = kinds.get(kind);
        if (of == null) {
            of = new OfKind();
            kinds.put(kind, of);
        }
        return of.add(commandOffset);
    }

    /** As they are written down: by kind and offset. */
    List<CheckedCauses> written() {
        List<CheckedCauses> written = new ArrayList<>();
        new TreeMap<>(kinds)
                .forEach((kind, of) -> of.chunks.forEach((number, chunk) -> {
                    ByteBuffer bits = ByteBuffer.allocate(CHUNK_WORDS * Long.BYTES);
                    bits.asLongBuffer().put(chunk);
                    written.add(new CheckedCauses(kind, number << CHUNK_BITS, bits));
                }));
        return written;
    }

    /** @throws IllegalArgumentException where it was not written here */
    void read(List<CheckedCauses> written) {
        for (CheckedCauses each : written) {
            ByteBuffer bits = each.getBits().duplicate();
            if (bits.remaining() != CHUNK_WORDS * Long.BYTES) {
                throw new IllegalArgumentException("a chunk of causes has " + bits.remaining() + " bytes");
            }
            long[] chunk = new long[CHUNK_WORDS];
            bits.asLongBuffer().get(chunk);
            kinds.computeIfAbsent(each.getKind(), _ -> new OfKind())
                    .chunks
                    .put(each.getFirstOffset() >>> CHUNK_BITS, chunk);
        }
    }
}
