package dev.kassa.stream;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits soon where there is little to do, and seldom where there is much. A commit costs the same whatever it holds, so
 * a caller of an idle application waits no longer than the shortest interval, and one under load shares the price with as
 * many as come within the longest, which is the application's commit interval.
 *
 * <p>One for each task, used by its thread only. The tasks of a thread look at the clock at the same moments, so that
 * they commit together.
 */
public final class CommitPace {
    private final int busy;
    private int worked;

    /**
     * @param shortest between two commits
     * @param busy so many records of the task within the shortest interval are much
     */
    public CommitPace(ProcessorContext<?, ?> context, Duration shortest, int busy) {
        this.busy = busy;
        context.schedule(Instant.EPOCH, shortest, PunctuationType.WALL_CLOCK_TIME, _ -> look(context));
    }

    /** A record was worked on. */
    public void worked() {
        worked++;
    }

    private void look(ProcessorContext<?, ?> context) {
        if (worked > 0 && worked < busy) {
            context.commit();
        }
        worked = 0;
    }
}
