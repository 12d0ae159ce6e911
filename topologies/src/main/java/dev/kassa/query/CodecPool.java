package dev.kassa.query;

import dev.kassa.schema.Codecs;
import dev.kassa.view.ViewCodecs;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;

/**
 * Lends codecs to readers, as a codec is for one thread at a time and a virtual thread lives too short to have its own.
 * Thread-safe. Keeps as many as were ever lent at once, up to a bound; beyond it they are made and dropped.
 */
final class CodecPool {
    private static final int IDLE_MAX = 64;

    private final Codecs codecs;
    private final ArrayBlockingQueue<ViewCodecs> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    CodecPool(Codecs codecs) {
        this.codecs = codecs;
    }

    <T> T with(Function<ViewCodecs, T> read) {
        ViewCodecs lent = idle.poll();
        ViewCodecs used = lent == null ? ViewCodecs.of(codecs) : lent;
        try {
            return read.apply(used);
        } finally {
            // a full pool drops it
            boolean _ = idle.offer(used);
        }
    }
}
