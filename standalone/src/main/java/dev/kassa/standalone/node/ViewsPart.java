package dev.kassa.standalone.node;

import dev.kassa.avro.ViewGenerations;
import dev.kassa.edge.Meters;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.port.Snapshots;
import dev.kassa.query.LocalSnapshots;
import dev.kassa.query.ServingViews;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Metric;
import dev.kassa.schema.Topics;
import dev.kassa.view.Generations;
import dev.kassa.view.ViewTopology;
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
 * The views of this process, running, and how they are asked: one generation, and while the views are rebuilt another beside
 * it. Which ones is told by {@code view-generations}, which is read at the start and followed from then on.
 */
final class ViewsPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsPart.class);
    private static final Duration TOLD_MAX = Duration.ofSeconds(30);
    private static final Duration TOLD_POLL = Duration.ofMillis(5);

    private final Surroundings surroundings;
    private final Path stateFolder;
    private final @Nullable String server;
    private final Runnable onDeath;
    private final ServingViews serving = new ServingViews();
    private final Map<Integer, ViewsGeneration> running = new HashMap<>();
    private final TopicReader<ViewGenerations> reader;
    private Generations told = Generations.FIRST;
    private boolean following;
    private boolean closed;
    private volatile @Nullable ViewsGeneration first;

    /**
     * @param server host and port by which others ask it; null: nobody else does
     * @param onDeath called once the views that serve have given up for good
     */
    ViewsPart(Surroundings surroundings, Path stateFolder, @Nullable String server, Runnable onDeath) {
        this.surroundings = surroundings;
        this.stateFolder = stateFolder;
        this.server = server;
        this.onDeath = onDeath;
        Map<String, Object> clients = new HashMap<>(surroundings.clientProperties());
        clients.put("bootstrap.servers", surroundings.bootstrapServers());
        this.reader = new TopicReader<>(
                Topics.VIEW_GENERATIONS, surroundings.codecs(), clients, TopicReader.From.BEGINNING, this::take);
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
                        "the topic %s cannot be read, which says which views are read: make it with ./kassa run topics."
                                .formatted(Topics.VIEW_GENERATIONS.name()));
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
        LOG.info("views: {}", told);
        told.running().forEach(this::generation);
        ViewsGeneration serves = generation(told.serving());
        first = serves;
        serving.answerWith(told.answering().stream()
                .map(number -> generation(number).readable())
                .toList());
        if (serves.application().hasGivenUp()) {
            onDeath.run();
        }
        List<ViewsGeneration> over = running.values().stream()
                .filter(each -> !told.running().contains(each.number()))
                .toList();
        over.forEach(this::retire);
        ViewFolders.keepOnly(stateFolder, told.running());
    }

    private ViewsGeneration generation(int number) {
        return running.computeIfAbsent(
                number, _ -> new ViewsGeneration(number, surroundings, stateFolder, server, () -> gaveUp(number)));
    }

    /** Of a generation that only is being built, the process can do without. */
    private void gaveUp(int number) {
        ViewsGeneration serves = first;
        if (serves == null || serves.number() == number) {
            onDeath.run();
        } else {
            LOG.error("generation {} of the views gave up; generation {} serves on", number, serves.number());
        }
    }

    private void retire(ViewsGeneration generation) {
        running.remove(generation.number());
        try {
            generation.retire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            generation.close();
        }
    }

    /** The application that serves now. */
    StreamsApplication application() {
        return first().application();
    }

    private ViewsGeneration first() {
        return Objects.requireNonNull(first, "the views have not started");
    }

    /** Long reads over what the generation that serves leads here. */
    LocalSnapshots leading() {
        return first().snapshots();
    }

    /** The same, whichever generation serves when one begins. */
    Snapshots snapshots() {
        return question -> leading().open(question);
    }

    /** The views, whichever generation has them. */
    ViewInstances serving() {
        return serving;
    }

    /** Shows how they do, and what they found of the ledger. */
    void bind(Meters meters) {
        StreamsMeters.bind(meters, ViewTopology.APPLICATION, this::application);
        meters.gauge(Metric.LEDGER_UNBALANCED, () -> first().progress().unbalancedEntries());
        meters.gauge(Metric.LEDGER_CHAIN_BREAKS, () -> first().progress().chainBreaks());
    }

    @Override
    public void close() {
        reader.close();
        List<ViewsGeneration> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
        }
        all.parallelStream().forEach(ViewsGeneration::close);
    }
}
