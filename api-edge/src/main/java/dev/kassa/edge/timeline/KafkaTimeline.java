package dev.kassa.edge.timeline;

import static dev.kassa.schema.ErrorCode.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The path as the topics have it. One reader, one call at a time: few ask. */
public final class KafkaTimeline implements Timeline {
    private static final int STEPS_MAX = 200;
    private static final long TURN_WITHIN_MS = 2_000;

    private final Codecs codecs;
    private final Map<String, Object> clients;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable Stretches stretches;

    /** @param clients where the brokers are, and how to talk to them */
    public KafkaTimeline(Codecs codecs, Map<String, Object> clients) {
        this.codecs = codecs;
        this.clients = Map.copyOf(clients);
    }

    @Override
    public Path of(Known known) {
        if (!turn()) {
            throw new Refusal(UNAVAILABLE, "Others look for paths through the log; ask again shortly.");
        }
        try {
            Stretches open = stretches == null ? new Stretches(codecs, clients) : stretches;
            stretches = open;
            return path(open, known);
        } catch (KafkaException | SchemaRegistryException e) {
            closeStretches();
            throw new Refusal(UNAVAILABLE, "The log cannot be read now; ask again shortly.");
        } finally {
            lock.unlock();
        }
    }

    private boolean turn() {
        try {
            return lock.tryLock(TURN_WITHIN_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path path(Stretches log, Known known) {
        int partition = known.payment().getPartition();
        byte[] id = known.payment().getId().getBytes(UTF_8);
        SortedSet<Long> moments = known.moments();
        Map<String, Step> found = new TreeMap<>();
        boolean whole = true;
        long readUntilMs = Long.MIN_VALUE;
        int looked = 0;
        for (long moment : moments) {
            if (moment <= readUntilMs) {
                continue;
            }
            if (looked++ == MOMENTS_MAX || found.size() > STEPS_MAX) {
                whole = false;
                break;
            }
            whole &= log.around(partition, moment, id, step -> found.put(place(step), step));
            readUntilMs = moment + Stretches.LENGTH_MS - Stretches.SPREAD_MS;
        }
        SortedSet<Long> causes = new TreeSet<>();
        found.values().forEach(step -> {
            if (step.causedBy() != null) {
                causes.add(step.causedBy());
            }
        });
        known.entries().forEach(entry -> causes.add(entry.getCommandOffset()));
        whole &= log.commands(partition, causes, step -> found.put(place(step), step));
        List<Step> steps = new ArrayList<>(found.values());
        steps.sort(Comparator.comparingLong(Step::atMs)
                .thenComparingLong(step -> step.causedBy() == null ? step.offset() : step.causedBy())
                .thenComparing(step -> step.causedBy() != null)
                .thenComparing(Step::topic)
                .thenComparingLong(Step::offset));
        return new Path(steps, whole && tellsAll(steps, known));
    }

    private static String place(Step step) {
        return step.topic() + "/" + step.offset();
    }

    private static boolean tellsAll(List<Step> steps, Known known) {
        boolean latest = steps.stream()
                .anyMatch(step -> step.topic().equals("payments")
                        && step.causedBy() != null
                        && step.causedBy() == known.payment().getCommandOffset());
        return latest
                && known.entries().stream()
                        .allMatch(entry ->
                                steps.stream().anyMatch(step -> entry.getId().equals(step.about())));
    }

    private void closeStretches() {
        if (stretches != null) {
            stretches.close();
            stretches = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeStretches();
        } finally {
            lock.unlock();
        }
    }
}
