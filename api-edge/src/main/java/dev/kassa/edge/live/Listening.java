package dev.kassa.edge.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One listener's stream. For one thread. */
public final class Listening implements AutoCloseable {
    private static final long HEARTBEAT_MS = 10_000;
    private static final byte[] RESUMED = "{\"resumed\":true}".getBytes(UTF_8);
    private static final byte[] FRESH = "{\"resumed\":false}".getBytes(UTF_8);
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    private final Scope scope;
    private final String epoch;
    private final Runnable left;

    Listening(Scope scope, String epoch, Runnable left) {
        this.scope = scope;
        this.epoch = epoch;
        this.left = left;
    }

    /**
     * Sends events until the listener goes away or the edge stops. One that cannot take them as fast as they come is told to
     * begin again, with {@code reset}, and misses those between.
     *
     * @param lastEventId the last that it had; null: none
     * @throws IOException where the listener went away
     */
    public void run(OutputStream to, @Nullable String lastEventId) throws IOException, InterruptedException {
        Long resumed = scope.resumed(lastEventId);
        long at = resumed == null ? scope.last() : resumed;
        to.write(ServerSent.event(epoch + "-" + at, "hello", resumed == null ? FRESH : RESUMED));
        to.flush();
        while (true) {
            switch (scope.after(at, HEARTBEAT_MS)) {
                case Scope.Next.End() -> {
                    return;
                }
                case Scope.Next.Nothing() -> to.write(ServerSent.HEARTBEAT);
                case Scope.Next.Again(long last) -> {
                    to.write(ServerSent.event(epoch + "-" + last, "reset", EMPTY));
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

    @Override
    public void close() {
        scope.leave();
        left.run();
    }
}
