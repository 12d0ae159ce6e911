package dev.kassa.bench.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Payments that come in as facts at a steady rate, and how long it takes until they are told of. Who listens hears how many
 * succeeded, not which: so the first that was written is taken for the first that is told. Thread-safe.
 */
final class ComingPayments implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final long HIGHEST_US = Duration.ofMinutes(1).toNanos() / 1_000;

    private final PaymentFacts facts;
    private final long[] writtenNs;
    private final Histogram latencyUs = new Histogram(HIGHEST_US, 3);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    private boolean flows = true;
    private boolean heeded;
    private boolean measured;
    private long written;
    private long told;

    /** @param most that will ever be written; from now on they come in */
    ComingPayments(PaymentFacts facts, int perSecond, int most) {
        this.facts = facts;
        this.writtenNs = new long[most];
        long perTick = perSecond * TICK.toMillis() / 1_000;
        var _ = writer.scheduleAtFixedRate(() -> write(perTick), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void write(long count) {
        try {
            for (long i = 0; flows && i < count; i++) {
                writtenNs[Math.toIntExact(written++)] = System.nanoTime();
                facts.made();
            }
        } catch (RuntimeException e) {
            failure.set(e);
            throw e;
        }
    }

    /** None come in. */
    synchronized void pause() {
        flows = false;
    }

    /** They come in again. */
    synchronized void resume() {
        flows = true;
    }

    /** What is told from now on is of those that are written from now on. */
    synchronized void follow() {
        told = written;
        heeded = true;
    }

    /** What is told counts no more: who comes to listen is first told of what is past. */
    synchronized void leave() {
        heeded = false;
    }

    /** Whether the time that payments take is kept. */
    synchronized void measure(boolean on) {
        measured = on;
    }

    /** A listener hears of so many more. */
    synchronized void told(long succeeded) {
        long nowNs = System.nanoTime();
        for (long i = 0; heeded && i < succeeded && told < written; i++) {
            long tookNs = nowNs - writtenNs[Math.toIntExact(told++)];
            if (measured) {
                latencyUs.recordValue(Math.min(HIGHEST_US, tookNs / 1_000));
            }
        }
    }

    /** How many were written and not told of yet. */
    synchronized long untold() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return written - told;
    }

    synchronized double percentileMs(double percentile) {
        return latencyUs.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
