package dev.kassa.query;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records this instance's copies are behind what was logged, looked up at most once a second by one reader, while
 * others take what was known before. Thread-safe.
 */
public final class CopyLag implements IntToLongFunction {
    /** Of a copy that nothing is known of, as one that was begun a moment ago. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(CopyLag.class);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<Map<Integer, Long>> look;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Map<Integer, Long> lags = Map.of();
    private volatile long lookedAtNs = System.nanoTime() - KEPT.toNanos();

    /** @param look the lags of all copies here, by partition; may be slow, and may fail */
    public CopyLag(Supplier<Map<Integer, Long>> look) {
        this.look = look;
    }

    @Override
    public long applyAsLong(int partition) {
        if (System.nanoTime() - lookedAtNs >= KEPT.toNanos() && looking.tryLock()) {
            try {
                lags = Map.copyOf(look.get());
            } catch (RuntimeException e) {
                LOG.warn("how far the copies are behind cannot be looked up: {}", e.toString());
            } finally {
                lookedAtNs = System.nanoTime();
                looking.unlock();
            }
        }
        return lags.getOrDefault(partition, UNKNOWN);
    }
}
