package dev.kassa.query;

import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewAnswers;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.avro.ViewQuestions;
import dev.kassa.schema.Codecs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of the views, asked over HTTP. A batch is split by the instance that leads each partition, one call an
 * instance, all at the same time. Where the leader is away, a copy answers whoever accepts that, and others wait while the
 * routes are asked for again, as long as they have patience. Thread-safe.
 */
public final class RemoteViews implements ViewInstances, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteViews.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
    private static final int CODECS_IDLE_MAX = 64;

    private final List<URI> seeds;
    private final ViewClient client;
    private final Codecs codecs;
    private final ArrayBlockingQueue<ViewCalls> idle = new ArrayBlockingQueue<>(CODECS_IDLE_MAX);
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("views-routes").daemon().factory());

    /** Instances that did not answer, which are asked last until they do again. */
    private final Set<URI> shunned = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean learning = new AtomicBoolean();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Routes routes = Routes.UNKNOWN;

    /** @param seeds some instances; the others are learnt of from them */
    public RemoteViews(List<URI> seeds, ViewClient client, Codecs codecs) {
        this.seeds = List.copyOf(seeds);
        this.client = client;
        this.codecs = codecs;
        clock.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public List<ViewAnswer> ask(List<ViewQuestion> questions) {
        List<@Nullable ViewAnswer> answers = new ArrayList<>();
        questions.forEach(_ -> answers.add(null));
        long giveUpAt = System.nanoTime() + patience(questions).toNanos();
        Set<Integer> open = new TreeSet<>();
        for (int i = 0; i < questions.size(); i++) {
            open.add(i);
        }
        List<Set<URI>> tried = new ArrayList<>();
        questions.forEach(_ -> tried.add(new HashSet<>()));
        while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
            boolean another = open.stream().anyMatch(each -> target(questions.get(each), tried.get(each)) != null);
            if (another) {
                askOnce(questions, answers, open, tried, giveUpAt);
            } else if (System.nanoTime() < giveUpAt) {
                learn();
                LockSupport.parkNanos(PAUSE.toNanos());
                open.forEach(each -> tried.get(each).clear());
            } else {
                break;
            }
        }
        return answers.stream()
                .map(answer -> answer == null
                        ? Answers.nothing(
                                -1, ViewOutcome.NOT_HERE, "no instance of the views answers for the partition")
                        : answer)
                .toList();
    }

    private static Duration patience(List<ViewQuestion> questions) {
        return Duration.ofMillis(
                questions.stream().mapToInt(ViewQuestion::getWaitMs).max().orElse(0));
    }

    /** Puts each open question to the best instance that it was not put to yet. */
    private void askOnce(
            List<ViewQuestion> questions,
            List<@Nullable ViewAnswer> answers,
            Set<Integer> open,
            List<Set<URI>> tried,
            long giveUpAt) {
        int waitMs = (int) Math.max(0, (giveUpAt - System.nanoTime()) / 1_000_000);
        Map<URI, List<Integer>> byInstance = new LinkedHashMap<>();
        for (int each : open) {
            URI target = target(questions.get(each), tried.get(each));
            if (target != null) {
                tried.get(each).add(target);
                byInstance.computeIfAbsent(target, _ -> new ArrayList<>()).add(each);
            }
        }
        Map<URI, Future<List<ViewAnswer>>> asked = new LinkedHashMap<>();
        byInstance.forEach((instance, which) -> asked.put(
                instance,
                calls.submit(() -> call(
                        instance,
                        which.stream()
                                .map(each -> waiting(questions.get(each), waitMs))
                                .toList()))));
        asked.forEach((instance, answered) -> take(instance, answered, byInstance.get(instance), answers, open));
    }

    /** The question with what is left of its patience. */
    private static ViewQuestion waiting(ViewQuestion question, int waitMs) {
        return new ViewQuestion(
                question.getPartition(), question.getAtLeast(), waitMs, question.getStale(), question.getAsk());
    }

    private void take(
            URI instance,
            Future<List<ViewAnswer>> answered,
            @Nullable List<Integer> which,
            List<@Nullable ViewAnswer> answers,
            Set<Integer> open) {
        if (which == null) {
            return;
        }
        try {
            List<ViewAnswer> got = answered.get();
            shunned.remove(instance);
            for (int i = 0; i < which.size(); i++) {
                answers.set(which.get(i), got.get(i));
                if (got.get(i).getOutcome() != ViewOutcome.NOT_HERE) {
                    open.remove(which.get(i));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.debug(
                    "{} does not answer: {}",
                    instance,
                    e.getCause() == null ? e : e.getCause().toString());
            shunned.add(instance);
        }
    }

    /** The leader; where it is away and a copy will do, the copies. */
    private @Nullable URI target(ViewQuestion question, Set<URI> tried) {
        Routes now = routes;
        URI leader = now.leader(question.getPartition());
        boolean leaderIsAway = leader == null || shunned.contains(leader);
        if (leader != null && !tried.contains(leader) && !(leaderIsAway && question.getStale())) {
            return leader;
        }
        if (question.getStale()) {
            for (URI copy : now.copies(question.getPartition())) {
                if (!tried.contains(copy)) {
                    return copy;
                }
            }
            return leader == null || tried.contains(leader) ? null : leader;
        }
        return null;
    }

    /** Who leads a partition, as far as is known; null: nobody. */
    @Nullable
    URI leader(int partition) {
        return routes.leader(partition);
    }

    /** Long reads over the same instances; closed by the caller, before this. */
    public RemoteSnapshots snapshots() {
        return new RemoteSnapshots(this, client, codecs);
    }

    private List<ViewAnswer> call(URI instance, List<ViewQuestion> questions) throws IOException {
        ViewCalls lent = idle.poll();
        ViewCalls codec = lent == null ? ViewCalls.of(codecs) : lent;
        try {
            byte[] body = codec.questions().encode(new ViewQuestions(questions));
            boolean waits = questions.stream().anyMatch(question -> question.getAtLeast() != null);
            Duration within = waits ? patience(questions).plus(ANSWER_MAX) : ANSWER_MAX;
            ViewAnswers answers = codec.answers().decode(client.post(instance, ViewCalls.ASK, body, within));
            requireAnswersTo(questions, answers.getAnswers(), instance);
            return answers.getAnswers();
        } finally {
            boolean _ = idle.offer(codec);
        }
    }

    private static void requireAnswersTo(List<ViewQuestion> questions, List<ViewAnswer> answers, URI instance)
            throws IOException {
        List<Integer> asked = questions.stream().map(ViewQuestion::getPartition).toList();
        List<Integer> told = answers.stream().map(ViewAnswer::getPartition).toList();
        if (!told.equals(asked)) {
            throw new IOException(instance + " answers of partitions " + told + " where it was asked of " + asked);
        }
    }

    /** Keeps the routes fresh, and finds out who answers again. */
    private void look() {
        learn();
        shunned.forEach(instance -> calls.execute(() -> greet(instance)));
    }

    private void greet(URI instance) {
        try {
            client.get(instance, ViewCalls.ROUTES, ANSWER_MAX);
            shunned.remove(instance);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} still does not answer: {}", instance, e.toString());
        }
    }

    /** Asks for the routes in the background, once at a time however many want them. */
    void learn() {
        if (learning.compareAndSet(false, true)) {
            calls.execute(() -> {
                try {
                    learnOfAny();
                } finally {
                    learning.set(false);
                }
            });
        }
    }

    /** In turn, so that one that knows only what was does not stay the one that is asked; who did not answer comes last. */
    private void learnOfAny() {
        Set<URI> known = new LinkedHashSet<>(routes.instances());
        known.addAll(seeds);
        List<URI> candidates = new ArrayList<>(known);
        Collections.rotate(candidates, turn.getAndIncrement());
        candidates.sort(Comparator.comparing(shunned::contains));
        for (URI instance : candidates) {
            try {
                byte[] told = client.get(instance, ViewCalls.ROUTES, ANSWER_MAX);
                Routes learnt = Routes.of(ViewCalls.of(codecs).routes().decode(told), client.scheme());
                // One that has just started knows of nobody yet.
                if (!learnt.instances().isEmpty()) {
                    routes = learnt;
                    shunned.retainAll(known);
                    return;
                }
            } catch (IOException | SerializationException e) {
                LOG.debug("{} does not tell the routes: {}", instance, e.toString());
            } catch (RuntimeException e) {
                LOG.warn("the routes of the views cannot be learnt of {}", instance, e);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        calls.shutdownNow();
        client.close();
    }
}
