package dev.kassa.stream;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits soon where there is little to do, and seldom where there is much. A commit costs the same whatever it holds, so
 * a caller of an idle application is answered as soon as nothing more comes, and one under load shares the price with as
 * many as come within the application's commit interval, which is the longest that anybody waits.
 *
 * <p>One for each task, used by its thread only. A commit is always that of all tasks of the thread, so they decide
 * together.
 */
public final class CommitPace {
    /** How often the pace is looked at where somebody waits: what nobody adds to for so long is committed. */
    public static final Duration LOOK = Duration.ofMillis(5);

    private static final int LOOKS_OF_A_STEADY_FLOW = 2;
    private static final Rhythm OF_CALLERS = new Rhythm(LOOK, 50);
    private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

    private final Work ofThread;
    private boolean dirty;

    /**
     * How often the pace is looked at, and what is a flood.
     *
     * @param look a commit comes one to two of them after the last record
     * @param floodPerLook so many records between two looks are a flood, in which only the commit interval counts
     */
    public record Rhythm(Duration look, int floodPerLook) {}

    /**
     * The pace of a task of an application that somebody waits for. To be made by the task's thread, when the processor is
     * initialised.
     */
    public CommitPace(ProcessorContext<?, ?> context) {
        this(context, OF_CALLERS);
    }

    /** The same in another rhythm, which is that of all tasks of the thread. */
    public CommitPace(ProcessorContext<?, ?> context, Rhythm rhythm) {
        this(context, rhythm, WORK.get());
    }

    CommitPace(ProcessorContext<?, ?> context, Rhythm rhythm, Work ofThread) {
        this.ofThread = ofThread;
        // From the same moment on for all tasks, so that they look at the same moments.
        context.schedule(Instant.EPOCH, rhythm.look, PunctuationType.WALL_CLOCK_TIME, nowMs -> {
            if (ofThread.commitsAt(nowMs, rhythm) && dirty) {
                dirty = false;
                context.commit();
            }
        });
    }

    /** A record of the task was worked on. */
    public void worked() {
        dirty = true;
        ofThread.worked++;
    }

    /** What the tasks of one thread have done since their last commit. */
    static final class Work {
        private int worked;
        private int looks;
        private long lookedAtMs;
        private boolean commits;

        boolean commitsAt(long nowMs, Rhythm rhythm) {
            if (nowMs - lookedAtMs > rhythm.look.toMillis() / 2 || nowMs < lookedAtMs) {
                lookedAtMs = nowMs;
                commits = look(rhythm.floodPerLook);
            }
            return commits;
        }

        private boolean look(int floodPerLook) {
            boolean pending = looks > 0 || worked > 0;
            boolean quiet = worked == 0;
            boolean flood = worked >= floodPerLook;
            worked = 0;
            looks = pending ? looks + 1 : 0;
            boolean due = pending && (quiet || (looks >= LOOKS_OF_A_STEADY_FLOW && !flood));
            if (due) {
                looks = 0;
            }
            return due;
        }
    }
}
