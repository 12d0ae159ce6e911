package dev.kassa.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often something happened within a sliding window, in ten buckets of a tenth of the window. What it counts happened
 * within the window; of what happened in the window's oldest tenth it may have forgotten some. Not thread-safe.
 */
public final class SlidingCount {
    private static final int BUCKETS = 10;

    private final long windowMs;
    private final long bucketMs;
    private final int[] counts = new int[BUCKETS];
    private long latest;
    private long sum;

    /** Counts nothing yet. */
    public SlidingCount(long windowMs) {
        if (windowMs < BUCKETS) {
            throw new IllegalArgumentException("a window of " + windowMs + " ms cannot be parted in ten");
        }
        this.windowMs = windowMs;
        this.bucketMs = windowMs / BUCKETS;
    }

    /**
     * It as it is kept.
     *
     * @param latest the number of the latest bucket; a bucket's number is its time divided by its length
     * @param counts of the latest bucket and those before it, the latest first, without empty ones at the end
     */
    public record Kept(long windowMs, long latest, List<Integer> counts) {
        public Kept {
            counts = List.copyOf(counts);
        }
    }

    /** As it was kept, or nothing yet where that was of another window. */
    public static SlidingCount of(Kept kept, long windowMs) {
        SlidingCount count = new SlidingCount(windowMs);
        if (kept.windowMs() == windowMs) {
            count.latest = kept.latest();
            for (int back = 0; back < Math.min(kept.counts().size(), BUCKETS); back++) {
                count.counts[count.slot(kept.latest() - back)] = kept.counts().get(back);
                count.sum += kept.counts().get(back);
            }
        }
        return count;
    }

    public long windowMs() {
        return windowMs;
    }

    /** What to keep of it. */
    public Kept kept() {
        List<Integer> kept = new ArrayList<>(BUCKETS);
        int used = 0;
        for (int back = 0; back < BUCKETS; back++) {
            int count = counts[slot(latest - back)];
            kept.add(count);
            used = count > 0 ? back + 1 : used;
        }
        return new Kept(windowMs, latest, kept.subList(0, used));
    }

    /**
     * Counts one more, and says how many there are then.
     *
     * @param nowMs since 1970; one that is before an earlier one counts as if it were that
     */
    public int countWith(long nowMs) {
        moveTo(nowMs);
        int slot = slot(latest);
        if (counts[slot] < Integer.MAX_VALUE) {
            counts[slot]++;
            sum++;
        }
        return total();
    }

    /** How many there are at that time, counting none. */
    public int count(long nowMs) {
        moveTo(nowMs);
        return total();
    }

    private int total() {
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    private void moveTo(long nowMs) {
        long bucket = Math.floorDiv(nowMs, bucketMs);
        if (bucket - latest >= BUCKETS) {
            Arrays.fill(counts, 0);
            sum = 0;
            latest = bucket;
        }
        while (latest < bucket) {
            latest++;
            sum -= counts[slot(latest)];
            counts[slot(latest)] = 0;
        }
    }

    private int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) BUCKETS);
    }
}
