package dev.kassa.edge.access;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param perSecond in the long run; above 0
 * @param burst at once, after a while of nothing; at least {@code perSecond}
 */
public record Rate(long perSecond, long burst) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    public Rate {
        if (perSecond < 1 || burst < perSecond) {
            throw new IllegalArgumentException("a rate of " + perSecond + " with a burst of " + burst);
        }
    }

    /** A rate of a key's own; its burst is what it may do in two seconds. */
    static Rate of(long perSecond) {
        return new Rate(perSecond, Math.multiplyExact(perSecond, 2));
    }

    Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, SECOND))
                .build();
    }
}
