package dev.kassa.absence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers keys in about 12 bits each: a key that was added is never called absent, and one that was not is called so in
 * all but 1 or 2 of 100 cases. It grows by layers, each four times the one before, up to {@value #BYTES_MAX} bytes. Past
 * what that holds it is wrong more often, and where a third of the answers would be, it gives up: it lets go of its memory
 * and calls nothing absent any more. Not thread-safe.
 *
 * <p>A layer is a Bloom filter in blocks of 64 bytes: a key has one bit in each of the eight words of one block, so that a
 * question costs one or two misses of the processor's cache per layer.
 */
public final class KeyFilter {
    /** What the layers take together at the most. */
    public static final int BYTES_MAX = 5_570_560;

    private static final int WORDS = 8;
    private static final int FIRST_BLOCKS = 1 << 10;
    private static final int LAST_BLOCKS = 1 << 16;
    private static final int GROWTH_BITS = 2;
    /** Of 512 bits, so 12 for a key. */
    private static final int KEYS_PER_BLOCK = 42;
    /** The last layer is given up where it holds so many times what it is meant for: 4 bits for a key. */
    private static final int CROWDED = 3;

    private static final long MIX_1 = 0x9E3779B97F4A7C15L;
    private static final long MIX_2 = 0xD6E8FEB86659FD93L;
    private static final int BIT_OF_A_WORD = 6;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<Layer> layers = new ArrayList<>();
    private final int lastBlocks;
    private boolean givenUp;

    /** An empty filter: it calls everything absent. */
    public KeyFilter() {
        this(LAST_BLOCKS);
    }

    /** @param lastBlocks how many blocks the last layer has, a power of two */
    KeyFilter(int lastBlocks) {
        this.lastBlocks = lastBlocks;
        layers.add(new Layer(Math.min(FIRST_BLOCKS, lastBlocks)));
    }

    /** From now on the key is not called absent. */
    public void add(byte[] key) {
        long hash = hash(key);
        if (mayHold(hash)) {
            return;
        }
        Layer last = layers.getLast();
        if (last.keys >= last.blocks() * KEYS_PER_BLOCK) {
            if (last.blocks() < lastBlocks) {
                last = new Layer(Math.min(last.blocks() << GROWTH_BITS, lastBlocks));
                layers.add(last);
            } else if (last.keys >= last.blocks() * KEYS_PER_BLOCK * CROWDED) {
                givenUp = true;
                layers.clear();
                return;
            }
        }
        last.add(hash);
    }

    /** False: the key was certainly not added. */
    public boolean mayHold(byte[] key) {
        return mayHold(hash(key));
    }

    /** Whether there were too many keys to tell, so that all that follows is in vain. */
    public boolean hasGivenUp() {
        return givenUp;
    }

    private boolean mayHold(long hash) {
        if (givenUp) {
            return true;
        }
        // The last layer holds most keys, but what is asked for is mostly in none.
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i).mayHold(hash)) {
                return true;
            }
        }
        return false;
    }

    private static long hash(byte[] key) {
        long hash = key.length * MIX_2;
        int at = 0;
        for (; at + Long.BYTES <= key.length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(key, at));
        }
        long rest = 0;
        for (; at < key.length; at++) {
            rest = rest << Byte.SIZE | (key[at] & 0xFF);
        }
        return mixed(mixed(hash ^ rest));
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 32) * MIX_1;
        return (mixed ^ mixed >>> 29) * MIX_2;
    }

    /** One filter of a fixed size. */
    private static final class Layer {
        private final long[] words;
        private final int blockMask;
        private int keys;

        Layer(int blocks) {
            words = new long[blocks * WORDS];
            blockMask = blocks - 1;
        }

        int blocks() {
            return blockMask + 1;
        }

        void add(long hash) {
            keys++;
            int at = block(hash);
            long bits = bits(hash);
            for (int word = at; word < at + WORDS; word++) {
                words[word] |= 1L << bits;
                bits >>>= BIT_OF_A_WORD;
            }
        }

        boolean mayHold(long hash) {
            int at = block(hash);
            long bits = bits(hash);
            for (int word = at; word < at + WORDS; word++) {
                if ((words[word] >>> bits & 1) == 0) {
                    return false;
                }
                bits >>>= BIT_OF_A_WORD;
            }
            return true;
        }

        private int block(long hash) {
            return ((int) (hash >>> 40) & blockMask) * WORDS;
        }

        /** Six bits for each word, from a hash of the hash, so that they do not follow from the block. */
        private static long bits(long hash) {
            long bits = hash * MIX_1;
            return bits ^ bits >>> 32;
        }
    }
}
