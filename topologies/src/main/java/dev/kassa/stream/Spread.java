package dev.kassa.stream;

import org.jspecify.annotations.Nullable;

/**
 * How an application's work is spread over its processes.
 *
 * @param threads stream threads of this process
 * @param standbys copies of each store that other processes keep warm
 * @param rack where this process stands, so that a copy stands in another; null: nobody says
 * @param handsOver whether a clean stop gives the partitions to others at once; else they wait for this process to return,
 *     until its session ends
 */
public record Spread(int threads, int standbys, @Nullable String rack, boolean handsOver) {
    /** The only process of its application: there is nobody to hand anything to. */
    public static final Spread ALONE = new Spread(1, 0, null, false);
}
