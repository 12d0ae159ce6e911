package dev.kassa.standalone.node;

import dev.kassa.avro.ViewGenerations;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.query.ServingViews;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Topic;
import dev.kassa.view.Generations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views or the trends of this process, running, and how they are asked: one generation, and while they are rebuilt
 * another beside it. Which ones is told by a topic, which is read at the start and followed from then on.
 */
final class RunningGenerations<G extends Generation> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningGenerations.class);
    private static final Duration TOLD_MAX = Duration.ofSeconds(30);
    private static final Duration TOLD_POLL = Duration.ofMillis(5);

    private final Kind<G> kind;
    private final Path stateFolder;
    private final Runnable onDeath;
    private final ServingViews serving = new ServingViews();
    private final Map<Integer, G> running = new HashMap<>();
    private final TopicReader<ViewGenerations> reader;
    private Generations told = Generations.FIRST;
    private boolean following;
    private boolean closed;
    private volatile @Nullable G first;

    /**
     * What they are generations of.
     *
     * @param noun what people call them
     * @param told where is told which of them run
     * @param folders of their state
     */
    record Kind<G extends Generation>(
            String noun, Topic<ViewGenerations> told, GenerationFolders folders, Starting<G> starting) {}

    /** Starts a generation. */
    interface Starting<G extends Generation> {
        /**
         * @param told also of this one
         * @param onDeath called once it has given up for good
         */
        G start(int number, Generations told, Runnable onDeath);
    }

    /** @param onDeath called once those that serve have given up for good */
    RunningGenerations(Kind<G> kind, Surroundings surroundings, Path stateFolder, Runnable onDeath) {
        this.kind = kind;
        this.stateFolder = stateFolder;
        this.onDeath = onDeath;
        Map<String, Object> clients = new HashMap<>(surroundings.clientProperties());
        clients.put("bootstrap.servers", surroundings.bootstrapServers());
        this.reader =
                new TopicReader<>(kind.told(), surroundings.codecs(), clients, TopicReader.From.BEGINNING, this::take);
        reader.start();
        try {
            awaitTold();
            follow();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void awaitTold() {
        long giveUpAt = System.nanoTime() + TOLD_MAX.toNanos();
        while (!reader.ready()) {
            if (System.nanoTime() > giveUpAt) {
                throw new StartException(
                        "the topic %s cannot be read, which says which %s are read: make it with ./kassa run topics."
                                .formatted(kind.told().name(), kind.noun()));
            }
            LockSupport.parkNanos(TOLD_POLL.toNanos());
        }
    }

    /** All that was told before the start is one; what comes from now on is done at once. */
    private synchronized void follow() {
        following = true;
        apply();
    }

    private synchronized void take(ViewGenerations record) {
        told = Generations.of(record);
        if (following && !closed) {
            apply();
        }
    }

    /** Starts what is to run, has the right ones answer, and puts away what is to run no more. */
    private void apply() {
        LOG.info("{}: {}", kind.noun(), told);
        told.running().forEach(this::generation);
        G serves = generation(told.serving());
        first = serves;
        serving.answerWith(told.answering().stream()
                .map(number -> generation(number).readable())
                .toList());
        if (serves.application().hasGivenUp()) {
            onDeath.run();
        }
        List<G> over = running.values().stream()
                .filter(each -> !told.running().contains(each.number()))
                .toList();
        over.forEach(this::retire);
        kind.folders().keepOnly(stateFolder, told.running());
    }

    private G generation(int number) {
        return running.computeIfAbsent(number, _ -> kind.starting().start(number, told, () -> gaveUp(number)));
    }

    /** Of a generation that only is being built, the process can do without. */
    private void gaveUp(int number) {
        G serves = first;
        if (serves == null || serves.number() == number) {
            onDeath.run();
        } else {
            LOG.error("generation {} of the {} gave up; generation {} serves on", number, kind.noun(), serves.number());
        }
    }

    private void retire(G generation) {
        running.remove(generation.number());
        try {
            generation.retire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            generation.close();
        }
    }

    /** The one that serves now. */
    G first() {
        return Objects.requireNonNull(first, "they have not started");
    }

    /** Whichever generation has what is asked for. */
    ViewInstances serving() {
        return serving;
    }

    @Override
    public void close() {
        reader.close();
        List<G> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
        }
        all.parallelStream().forEach(Generation::close);
    }
}
