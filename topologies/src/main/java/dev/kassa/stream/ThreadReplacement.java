package dev.kassa.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, within a budget: a passing fault (a fenced transaction, a commit that raced its
 * time-out) heals by itself, a bug that comes back at once stops the application instead of spinning.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final int DEATHS_MAX = 10;
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final String applicationId;
    private final Deque<Long> deaths = new ArrayDeque<>();

    public ThreadReplacement(String applicationId) {
        this.applicationId = applicationId;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        long now = System.nanoTime();
        deaths.addLast(now);
        while (now - deaths.getFirst() > WITHIN.toNanos()) {
            deaths.removeFirst();
        }
        if (deaths.size() > DEATHS_MAX) {
            log.error(
                    "{}: {} stream threads died within {}; stopping", applicationId, deaths.size(), WITHIN, exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("{}: a stream thread died and is replaced", applicationId, exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
