package dev.kassa.edge.export;

import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportStatusCode;
import dev.kassa.edge.reference.TableUse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every export that is remembered, in memory, by id. Thread-safe. Facts may come twice and late: an older one never replaces
 * a newer one.
 */
public final class Exports {
    private static final Set<ExportStatusCode> OPEN = EnumSet.of(ExportStatusCode.PENDING, ExportStatusCode.RUNNING);

    /** A day longer than the log remembers it, as the log's clock may be another. */
    private static final long REMEMBERED_MS = Duration.ofDays(8).toMillis();

    private final ConcurrentSkipListMap<String, ExportFact> byId = new ConcurrentSkipListMap<>();
    private final TableUse use = new TableUse();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Whether there is still something to be done for it. */
    public static boolean isOpen(ExportFact fact) {
        return OPEN.contains(fact.getStatus());
    }

    /** Takes a fact over, from the log or from a reply. */
    public void apply(ExportFact fact) {
        byId.merge(fact.getId(), fact, (known, news) -> known.getVersion() >= news.getVersion() ? known : news);
        use.changed(fact.getUpdatedAtMs());
        forget(fact.getUpdatedAtMs());
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ids sort by creation, so the oldest are first. */
    private void forget(long nowMs) {
        Map.Entry<String, ExportFact> oldest = byId.firstEntry();
        while (oldest != null
                && !isOpen(oldest.getValue())
                && oldest.getValue().getUpdatedAtMs() < nowMs - REMEMBERED_MS) {
            byId.remove(oldest.getKey(), oldest.getValue());
            oldest = byId.firstEntry();
        }
    }

    public Optional<ExportFact> find(String id) {
        ExportFact fact = byId.get(id);
        use.asked(fact != null);
        return Optional.ofNullable(fact);
    }

    /** Those that are wanted, newest first, at most so many older than an id. */
    public List<ExportFact> list(Predicate<ExportFact> wanted, @Nullable String before, int most) {
        ConcurrentSkipListMap<String, ExportFact> all = byId;
        return (before == null ? all : all.headMap(before, false))
                .descendingMap().values().stream().filter(wanted).limit(most).toList();
    }

    /** Waits until an export is another than it was at a version; as it stands then, or after the time. */
    public Optional<ExportFact> await(String id, long version, Duration atMost) {
        long leftNs = atMost.toNanos();
        lock.lock();
        try {
            ExportFact fact = byId.get(id);
            while (fact != null && fact.getVersion() <= version && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
                fact = byId.get(id);
            }
            return Optional.ofNullable(fact);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        return byId.size();
    }

    /** How the table is used. */
    public TableUse use() {
        return use;
    }
}
