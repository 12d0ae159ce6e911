package dev.kassa.edge.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener's stream. For one thread. */
public final class Listening implements AutoCloseable {
    private static final long HEARTBEAT_MS = 10_000;
    private static final long ASKED_AGAIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(20);
    private static final byte[] RESUMED = "{\"resumed\":true}".getBytes(UTF_8);
    private static final byte[] FRESH = "{\"resumed\":false}".getBytes(UTF_8);
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    private final Scope scope;
    private final Consumer<Listening> left;
    private volatile @Nullable Thread thread;
    private volatile long writingSinceNs;

    Listening(Scope scope, Consumer<Listening> left) {
        this.scope = scope;
        this.left = left;
    }

    /**
     * Sends events until the listener goes away, may no longer listen, or the edge stops. Who comes anew is shown the last
     * minute first. One that cannot take events as fast as they come is told to begin again, with {@code reset}, and misses
     * those between; one that takes nothing for {@code 20} seconds is dropped.
     *
     * @param lastEventId the last that it had; null: none
     * @param mayStill whether its key or session still holds
     * @throws IOException where the listener went away, or was dropped
     */
    public void run(OutputStream to, @Nullable String lastEventId, BooleanSupplier mayStill)
            throws IOException, InterruptedException {
        thread = Thread.currentThread();
        Long resumed = scope.resumed(lastEventId);
        long at = resumed == null ? scope.minuteAgo() : resumed;
        writingSinceNs = System.nanoTime() | 1;
        to.write(ServerSent.event(scope.id(at), "hello", resumed == null ? FRESH : RESUMED));
        to.flush();
        long askedNs = System.nanoTime();
        while (true) {
            writingSinceNs = 0;
            Scope.Next next = scope.after(at, HEARTBEAT_MS);
            if (System.nanoTime() - askedNs > ASKED_AGAIN_NS) {
                askedNs = System.nanoTime();
                if (!mayStill.getAsBoolean()) {
                    return;
                }
            }
            writingSinceNs = System.nanoTime() | 1;
            switch (next) {
                case Scope.Next.End() -> {
                    return;
                }
                case Scope.Next.Nothing() -> to.write(ServerSent.HEARTBEAT);
                case Scope.Next.Again(long last) -> {
                    to.write(ServerSent.event(scope.id(last), "reset", EMPTY));
                    at = last;
                }
                case Scope.Next.Events(List<byte[]> events, long last) -> {
                    for (byte[] event : events) {
                        to.write(event);
                    }
                    at = last;
                }
            }
            to.flush();
        }
    }

    /** Drops it where it has taken nothing for too long; whether it did. */
    boolean dropIfStuck() {
        long since = writingSinceNs;
        Thread writing = thread;
        if (since == 0 || writing == null || System.nanoTime() - since < STUCK_NS) {
            return false;
        }
        writing.interrupt();
        return true;
    }

    @Override
    public void close() {
        writingSinceNs = 0;
        scope.leave();
        left.accept(this);
    }
}
