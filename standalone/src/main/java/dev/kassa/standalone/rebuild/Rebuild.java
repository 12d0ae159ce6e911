package dev.kassa.standalone.rebuild;

import dev.kassa.avro.ViewPhase;
import dev.kassa.schema.Codecs;
import dev.kassa.standalone.rebuild.GenerationsWatch.Reached;
import dev.kassa.view.Generations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/**
 * Has views or trends made anew, and read from then on. What an earlier one began is gone on with. Used once, by one thread; an
 * interrupt ends it, and leaves what it began to the next.
 */
public final class Rebuild implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Within it an instance that is alive knows what was written, and an edge has asked for the routes anew. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    private static final Duration NOBODY_MAX = Duration.ofSeconds(30);

    /** A process that was killed is a member of its group for six seconds; one that ends waits for its readers. */
    private static final Duration LEFT_MAX = Duration.ofSeconds(60);

    private final GenerationLog log;
    private final GenerationsWatch watch;
    private final Rebuilt what;

    /** Takes over from another that is under way. */
    public Rebuild(Rebuilt what, String bootstrapServers, Map<String, String> clientProperties, Codecs codecs) {
        this.what = what;
        Map<String, Object> clients = new HashMap<>(clientProperties);
        clients.put("bootstrap.servers", bootstrapServers);
        watch = new GenerationsWatch(what, clients);
        try {
            log = new GenerationLog(what, clients, codecs);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** Is told how it goes. */
    public interface Progress {
        /** A sentence about what happens now. */
        void says(String sentence);

        /** @param applied of so many records of the log */
        void reached(long applied, long all);
    }

    /**
     * What was done.
     *
     * @param generation the one that is read now
     * @param records of the log that it was made from
     * @param left generations that somebody still runs, although nobody should
     */
    public record Summary(int generation, long records, Duration took, Set<Integer> left) {
        /** Whether nothing of an old generation is left on Kafka. */
        public boolean clean() {
            return left.isEmpty();
        }
    }

    /**
     * @param slices of the trends, from those of the serving generation to those that the new one is to keep; of views, none
     * @throws RebuildException where no instance takes part, another took over, or what was begun is to keep other slices
     */
    public Summary run(UnaryOperator<List<Integer>> slices, Progress progress) {
        long startedAt = System.nanoTime();
        Generations now = log.read();
        if (now.phase() == ViewPhase.ALONE) {
            putAway(now, Duration.ZERO);
            now = log.write(now.begun(slices.apply(now.slices())));
            progress.says("generation %d of the %s is being built; generation %d serves meanwhile"
                    .formatted(now.other(), what.noun(), now.serving()));
        } else {
            requireSame(slices, now);
            progress.says("going on with what was begun: " + words(now));
        }
        long records = 0;
        if (now.phase() != ViewPhase.RETIRING) {
            records = awaitCaughtUp(now, progress);
        }
        if (now.phase() == ViewPhase.BUILDING) {
            now = log.write(now.caughtUp());
            pause(HEARD);
        }
        if (now.phase() == ViewPhase.CAUGHT_UP) {
            now = log.write(now.swapped());
            progress.says("generation %d serves; generation %d is put away".formatted(now.serving(), now.other()));
        }
        pause(HEARD);
        now = log.write(now.retired());
        Set<Integer> left = putAway(now, LEFT_MAX);
        return new Summary(now.serving(), records, Duration.ofNanos(System.nanoTime() - startedAt), left);
    }

    /**
     * Drops what is being built.
     *
     * @return what happened, in a sentence
     * @throws RebuildException where the new views serve already
     */
    public String abandon() {
        Generations now = log.read();
        return switch (now.phase()) {
            case ALONE -> "nothing is being built; generation %d serves.".formatted(now.serving());
            case RETIRING ->
                throw new RebuildException(
                        "generation %d serves already: run ./kassa %s rebuild to put the old one away."
                                .formatted(now.serving(), what.noun()),
                        null);
            case BUILDING, CAUGHT_UP -> {
                int dropped = now.other();
                Generations alone = log.write(now.abandoned());
                Set<Integer> left = putAway(alone, LEFT_MAX);
                yield left.isEmpty()
                        ? "generation %d is dropped; generation %d serves.".formatted(dropped, alone.serving())
                        : stillRun(left);
            }
        };
    }

    /** Says which generation serves, and what runs beside it. */
    public static String words(Generations now) {
        return switch (now.phase()) {
            case ALONE -> "generation %d serves, alone".formatted(now.serving());
            case BUILDING -> "generation %d is being built, %d serves".formatted(now.other(), now.serving());
            case CAUGHT_UP -> "generation %d has caught up, %d serves".formatted(now.other(), now.serving());
            case RETIRING -> "generation %d serves, %d is put away".formatted(now.serving(), now.other());
        };
    }

    /** What to tell where old generations do not end. */
    public String stillRun(Set<Integer> left) {
        return "some process still runs generation %s of the %s; stop it, and the next ./kassa %s puts away what is left."
                .formatted(left, what.noun(), what.noun());
    }

    private void requireSame(UnaryOperator<List<Integer>> slices, Generations begun) {
        List<Integer> kept = begun.phase() == ViewPhase.RETIRING ? begun.slices() : begun.slicesBeside();
        if (!slices.apply(kept).equals(kept)) {
            throw new RebuildException(
                    "what was begun keeps other slices: let it end with ./kassa %s rebuild, or drop it with --abandon, first."
                            .formatted(what.noun()),
                    null);
        }
    }

    /** @return how many records it has applied then */
    private long awaitCaughtUp(Generations now, Progress progress) {
        long heardAt = System.nanoTime();
        Map<TopicPartition, Long> ends = watch.ends();
        while (true) {
            Reached reached = watch.reached(now.other(), ends);
            progress.reached(reached.applied(), reached.all());
            // It has come as far as the log went a look ago, and does not stand still.
            if (reached.everything() && watch.instances(now.other()) > 0) {
                return reached.applied();
            }
            if (watch.instances(now.other()) > 0) {
                heardAt = System.nanoTime();
            } else if (System.nanoTime() - heardAt > NOBODY_MAX.toNanos()) {
                throw new RebuildException(
                        "no instance of the %s builds %s: start one of this version, and run this again; it goes on where it was."
                                .formatted(what.noun(), what.group(now.other())),
                        null);
            }
            ends = watch.ends();
            pause(LOOK);
        }
    }

    /** Deletes what Kafka keeps of generations that have gone. @return those that somebody still runs */
    private Set<Integer> putAway(Generations now, Duration atMost) {
        Set<Integer> left = new TreeSet<>(now.gone());
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        left.removeIf(watch::delete);
        while (!left.isEmpty() && System.nanoTime() < giveUpAt) {
            pause(LOOK);
            left.removeIf(watch::delete);
        }
        return left;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RebuildException("interrupted; run it again, and it goes on where it was.", e);
        }
    }

    @Override
    public void close() {
        log.close();
        watch.close();
    }
}
