package dev.kassa.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Durations counted in buckets. Each bound is in its bucket; what is beyond the last is in one more. */
public final class Latency {
    private static final long[] BOUNDS_MS = {
        5, 10, 20, 30, 40, 50, 65, 80, 100, 130, 160, 200, 300, 500, 1_000, 2_000, 5_000, 15_000, 60_000
    };

    public static final int BUCKETS = BOUNDS_MS.length + 1;

    private Latency() {}

    /** The bucket that a duration is counted in. */
    public static int bucket(long ms) {
        int bucket = 0;
        while (bucket < BOUNDS_MS.length && ms > BOUNDS_MS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /**
     * The bound that so many of a thousand were within.
     *
     * @param counts by bucket
     * @return milliseconds; null where none was counted, or it took longer than the last bound
     */
    public static @Nullable Long quantile(List<Long> counts, int permille) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        long rank = Math.ceilDiv(all * permille, 1_000);
        long seen = 0;
        for (int bucket = 0; bucket < Math.min(counts.size(), BOUNDS_MS.length); bucket++) {
            seen += counts.get(bucket);
            if (all > 0 && seen >= rank) {
                return BOUNDS_MS[bucket];
            }
        }
        return null;
    }
}
