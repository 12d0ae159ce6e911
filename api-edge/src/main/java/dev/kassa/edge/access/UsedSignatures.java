package dev.kassa.edge.access;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signatures that were used and could still be used again. Thread-safe.
 *
 * <p>Bounded: one that could be used again is never forgotten for another; where there is no room, none is taken.
 */
final class UsedSignatures {
    private final int windowSeconds;
    private final int max;
    private final TreeMap<Long, Set<ByteBuffer>> bySecond = new TreeMap<>();
    private int size;
    private long forgottenBefore = Long.MIN_VALUE;

    /** What becomes of a signature: it is used for the first time, or again, or there is no room to remember it. */
    enum Use {
        FIRST,
        AGAIN,
        FULL
    }

    UsedSignatures(int windowSeconds, int max) {
        this.windowSeconds = windowSeconds;
        this.max = max;
    }

    /**
     * Uses a signature that is within the window.
     *
     * @param signedAt its Unix time in seconds
     * @param now the present one
     */
    synchronized Use use(byte[] signature, long signedAt, long now) {
        forgetBefore(now - windowSeconds);
        if (signedAt < forgottenBefore) {
            // Another thread's clock was ahead of this one's: nobody can tell any more.
            return Use.AGAIN;
        }
        ByteBuffer key = ByteBuffer.wrap(signature.clone());
        Set<ByteBuffer> sameSecond = bySecond.get(signedAt);
        if (sameSecond != null && sameSecond.contains(key)) {
            return Use.AGAIN;
        }
        if (size >= max) {
            return Use.FULL;
        }
        bySecond.computeIfAbsent(signedAt, any -> new HashSet<>()).add(key);
        size++;
        return Use.FIRST;
    }

    private void forgetBefore(long second) {
        forgottenBefore = Math.max(forgottenBefore, second);
        while (!bySecond.isEmpty() && bySecond.firstKey() < forgottenBefore) {
            size -= bySecond.pollFirstEntry().getValue().size();
        }
    }
}
