package dev.kassa.edge.access;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signatures that were used and could still be used again, in memory: by itself the book of an edge that is alone.
 * Thread-safe.
 *
 * <p>Bounded: one that could be used again is never forgotten for another; where there is no room, none is taken.
 */
public final class UsedSignatures implements SignatureBook {
    private final int windowSeconds;
    private final int max;
    private final TreeMap<Long, Set<ByteBuffer>> bySecond = new TreeMap<>();
    private int size;
    private long forgottenBefore = Long.MIN_VALUE;

    /**
     * @param windowSeconds how far a signature's time may be from the present
     * @param max how many are taken at once
     */
    public UsedSignatures(int windowSeconds, int max) {
        this.windowSeconds = windowSeconds;
        this.max = max;
    }

    @Override
    public synchronized Use use(byte[] signature, long signedAt, long now) {
        Use use = look(signature, signedAt, now);
        return use == Use.FIRST ? remember(signature, signedAt, now) : use;
    }

    /** What would become of it, were it used; it is not. */
    synchronized Use look(byte[] signature, long signedAt, long now) {
        forgetBefore(now - windowSeconds);
        if (signedAt < forgottenBefore) {
            // Another thread's clock was ahead of this one's: nobody can tell any more.
            return Use.AGAIN;
        }
        Set<ByteBuffer> sameSecond = bySecond.get(signedAt);
        if (sameSecond != null && sameSecond.contains(ByteBuffer.wrap(signature))) {
            return Use.AGAIN;
        }
        return size >= max ? Use.FULL : Use.FIRST;
    }

    /** Uses it, however many there are: it is used already, and whoever let it be has looked whether there was room. */
    synchronized Use remember(byte[] signature, long signedAt, long now) {
        forgetBefore(now - windowSeconds);
        boolean first = signedAt >= forgottenBefore
                && bySecond.computeIfAbsent(signedAt, any -> new HashSet<>()).add(ByteBuffer.wrap(signature.clone()));
        size += first ? 1 : 0;
        return first ? Use.FIRST : Use.AGAIN;
    }

    private void forgetBefore(long second) {
        forgottenBefore = Math.max(forgottenBefore, second);
        while (!bySecond.isEmpty() && bySecond.firstKey() < forgottenBefore) {
            size -= bySecond.pollFirstEntry().getValue().size();
        }
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void close() {}
}
