package dev.kassa.edge.reference;

import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Every piece of reference data, in memory, by kind and key; and from where in each partition of {@code commands} every
 * change holds. Thread-safe. Facts may come twice and late: an older one never replaces a newer one.
 */
public final class ReferenceTable {
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Map<Long, List<ReferenceApplied>> applied = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The entries of one kind. */
    private static final class Kind {
        private final ConcurrentSkipListMap<String, ReferenceFact> byKey = new ConcurrentSkipListMap<>();
        private final TableUse use = new TableUse();
    }

    /** Takes a fact over, from the log or from the reply to the change. */
    public void apply(ReferenceFact fact) {
        Kind kind = kind(fact.getKind());
        // What was removed stays as its last fact, so that an older one that comes late does not bring it back.
        kind.byKey.merge(fact.getKey(), fact, (known, news) -> known.getVersion() >= news.getVersion() ? known : news);
        kind.use.changed(fact.getChangedAtMs());
    }

    /** A partition told from where a change holds. */
    public void applied(ReferenceApplied told) {
        applied.compute(told.getVersion(), (_, known) -> with(told, known));
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static List<ReferenceApplied> with(ReferenceApplied told, @Nullable List<ReferenceApplied> known) {
        List<ReferenceApplied> all = new ArrayList<>(known == null ? List.of() : known);
        all.removeIf(each -> each.getPartition() == told.getPartition());
        all.add(told);
        all.sort(Comparator.comparingInt(ReferenceApplied::getPartition));
        return List.copyOf(all);
    }

    private Kind kind(String word) {
        return kinds.computeIfAbsent(word, _ -> new Kind());
    }

    /** The entry, if there is one. */
    public Optional<ReferenceFact> find(String kind, String key) {
        Kind table = kind(kind);
        Optional<ReferenceFact> found =
                Optional.ofNullable(table.byKey.get(key)).filter(fact -> fact.getBody() != null);
        table.use.asked(found.isPresent());
        return found;
    }

    /** The version of an entry's last change, be it that it was removed; 0 where there never was one. */
    public long version(String kind, String key) {
        ReferenceFact last = kind(kind).byKey.get(key);
        return last == null ? 0 : last.getVersion();
    }

    /** Entries in the order of their keys, at most so many, of those behind a key. */
    public List<ReferenceFact> list(String kind, @Nullable String after, int most) {
        ConcurrentSkipListMap<String, ReferenceFact> all = kind(kind).byKey;
        return (after == null ? all : all.tailMap(after, false))
                .values().stream()
                        .filter(fact -> fact.getBody() != null)
                        .limit(most)
                        .toList();
    }

    /** How many entries of a kind there are. */
    public int size(String kind) {
        return (int) kind(kind).byKey.values().stream()
                .filter(fact -> fact.getBody() != null)
                .count();
    }

    /** How the table of a kind is used. */
    public TableUse use(String kind) {
        return kind(kind).use;
    }

    /** From where a change holds, by partition; those that have told so far. */
    public List<ReferenceApplied> inForceFrom(long version) {
        return applied.getOrDefault(version, List.of());
    }

    /**
     * Waits until a change holds on every partition.
     *
     * @return whether it came to that in time
     */
    public boolean awaitInForce(long version, int partitions, Duration atMost) {
        long leftNs = atMost.toNanos();
        lock.lock();
        try {
            while (inForceFrom(version).size() < partitions) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = changed.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
