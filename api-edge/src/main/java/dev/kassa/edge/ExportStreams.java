package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.RATE_LIMITED;

import dev.kassa.edge.problem.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Long answers under way, no more at once than may be, and no more of one caller. Thread-safe. */
final class ExportStreams {
    private final int allMax;
    private final int eachMax;
    private final Semaphore places;
    private final Map<String, Integer> ofEach = new ConcurrentHashMap<>();

    ExportStreams(int allMax, int eachMax) {
        this.allMax = allMax;
        this.eachMax = eachMax;
        this.places = new Semaphore(allMax);
    }

    /** A place that is given back by closing it. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Refusal rate_limited where there is no place */
    Place enter(String caller) {
        if (ofEach.merge(caller, 1, Integer::sum) > eachMax) {
            leave(caller);
            throw new Refusal(RATE_LIMITED, "This caller has " + eachMax + " of these open, which is all it may have.");
        }
        if (!places.tryAcquire()) {
            leave(caller);
            throw new Refusal(RATE_LIMITED, "Too many of these are open; ask again shortly.");
        }
        return () -> {
            places.release();
            leave(caller);
        };
    }

    private void leave(String caller) {
        ofEach.computeIfPresent(caller, (_, open) -> open == 1 ? null : open - 1);
    }

    int open() {
        return allMax - places.availablePermits();
    }
}
