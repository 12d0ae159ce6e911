package dev.kassa.port;

import dev.kassa.avro.FactPosition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one caller demands of what it reads, and how fresh what it got was. Thread-safe; for one request.
 *
 * <p>A caller that may be answered from a copy that follows is told so, with how many records the copy is behind; it is
 * never answered from less than the position that it names.
 */
public final class Reading {
    private static final long FRESH = -1;

    private final @Nullable FactPosition atLeast;
    private final Duration patience;
    private final boolean mayBeStale;
    private final AtomicLong lag = new AtomicLong(FRESH);

    /**
     * @param atLeast what is read must be of this position or later; null: of any
     * @param patience how long to wait for that, and for a partition that is being moved
     * @param mayBeStale a copy may answer while the instance that leads the partition is away
     */
    public Reading(@Nullable FactPosition atLeast, Duration patience, boolean mayBeStale) {
        this.atLeast = atLeast;
        this.patience = patience;
        this.mayBeStale = mayBeStale;
    }

    /** Of whatever is there now, of the leading instance only, without waiting. */
    public static Reading now() {
        return new Reading(null, Duration.ZERO, false);
    }

    /** What the caller demands of a partition, if anything. */
    public @Nullable FactPosition atLeast(int partition) {
        return atLeast != null && atLeast.getPartition() == partition ? atLeast : null;
    }

    public @Nullable FactPosition atLeast() {
        return atLeast;
    }

    public Duration patience() {
        return patience;
    }

    public boolean mayBeStale() {
        return mayBeStale;
    }

    /** A copy has answered, so many records behind; the furthest behind of several counts. */
    public void answeredByCopy(long records) {
        lag.accumulateAndGet(records, Math::max);
    }

    /** Whether any of it came from a copy. */
    public boolean isStale() {
        return lag.get() != FRESH;
    }

    /** How many records the copy was behind, as far as it knew. */
    public long lag() {
        return Math.max(0, lag.get());
    }
}
