package dev.kassa.trend;

import dev.kassa.avro.TrendApplied;
import dev.kassa.stream.BufferedStore;
import dev.kassa.stream.Recent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition. What changes is kept in memory, and each row is written and logged once for a commit, all together.
 * Readers see what was written, never a part of it: so they see what is committed, or is being.
 *
 * <p>The stream thread writes, any thread may read by a {@link TrendReading}.
 */
final class TrendStore extends BufferedStore {
    private static final int RECENT_MAX = 8_192;

    private final TrendCodecs codecs;
    private final DecodedMonths.OfStore decoded;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Bytes, Cell> cells = new HashMap<>();
    private final Map<Bytes, Flows> flows = new HashMap<>();
    private final Set<Bytes> swept = new HashSet<>();
    private final Recent<Bytes, Cell> recentCells = new Recent<>(RECENT_MAX);
    private final Recent<Bytes, Flows> recentFlows = new Recent<>(RECENT_MAX);
    private @Nullable TrendApplied applied;
    private long factsWritten;
    private Consumer<TrendApplied> written = _ -> {};
    private Runnable beforeWriting = () -> {};

    /**
     * A store.
     *
     * @param below where rows stay, and are logged
     * @param decoded what readers need not read again
     */
    TrendStore(KeyValueStore<Bytes, byte[]> below, TrendCodecs codecs, DecodedMonths decoded) {
        super(below);
        this.codecs = codecs;
        this.decoded = decoded.ofStore();
    }

    /**
     * Who is told of what is written, each time and once now.
     *
     * @param beforeWriting the last moment to change what is written
     * @param written how far the partition has come that readers see
     */
    void tell(Runnable beforeWriting, Consumer<TrendApplied> written) {
        this.beforeWriting = beforeWriting;
        this.written = written;
        decoded.forgetAll(); // What was restored came past this store.
        written.accept(applied());
    }

    /** How far the partition has come; may be changed, and is written with the next commit. */
    TrendApplied applied() {
        TrendApplied known = applied;
        if (known == null) {
            byte[] row = below.get(TrendKeys.APPLIED);
            known = row == null
                    ? new TrendApplied(0L, 0L, 0L, 0L, new ArrayList<>())
                    : codecs.applied().decode(row);
            applied = known;
            factsWritten = facts(known);
        }
        return known;
    }

    /** A cell to be changed; it is one as long as nothing is written. */
    Cell cell(Bytes key) {
        return cells.computeIfAbsent(key, this::keptCell);
    }

    private Cell keptCell(Bytes key) {
        Cell recent = recentCells.get(key);
        if (recent != null) {
            return recent;
        }
        byte[] row = below.get(key);
        return row == null ? new Cell() : new Cell(codecs.counts().decode(row));
    }

    /** The same of what moved. */
    Flows flow(Bytes key) {
        return flows.computeIfAbsent(key, this::keptFlow);
    }

    private Flows keptFlow(Bytes key) {
        Flows recent = recentFlows.get(key);
        if (recent != null) {
            return recent;
        }
        byte[] row = below.get(key);
        return row == null ? new Flows() : new Flows(codecs.flows().decode(row));
    }

    /** Takes out the rows from one key to before another. */
    void sweep(Bytes from, Bytes to) {
        try (KeyValueIterator<Bytes, byte[]> old = below.range(from, to)) {
            old.forEachRemaining(row -> {
                if (row.key.compareTo(to) < 0) {
                    swept.add(row.key);
                }
            });
        }
    }

    @Override
    public void flushCache() {
        TrendApplied now = applied;
        if (now == null || facts(now) == factsWritten) {
            return;
        }
        beforeWriting.run();
        lock.writeLock().lock();
        try {
            cells.forEach(this::write);
            flows.forEach((key, flow) -> below.put(key, codecs.flows().encode(flow.totals())));
            swept.forEach(key -> below.put(key, null));
            below.put(TrendKeys.APPLIED, codecs.applied().encode(now));
        } finally {
            lock.writeLock().unlock();
        }
        recentCells.putAll(cells);
        recentFlows.putAll(flows);
        recentCells.keySet().removeAll(swept);
        cells.clear();
        flows.clear();
        swept.clear();
        factsWritten = facts(now);
        written.accept(now);
    }

    private void write(Bytes key, Cell cell) {
        below.put(key, codecs.counts().encode(cell.counts()));
        decoded.forgetMonthOf(key);
    }

    private static long facts(TrendApplied applied) {
        return applied.getPayments() + applied.getRefunds() + applied.getJournal();
    }

    @Override
    public void clearCache() {
        cells.clear();
        flows.clear();
        swept.clear();
        recentCells.clear();
        recentFlows.clear();
        applied = null;
    }

    /** Reads what is written, while nothing is. */
    private <R> R read(Function<WrittenRows, R> read) {
        lock.readLock().lock();
        try {
            return read.apply(new WrittenRows(below, decoded));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    @SuppressWarnings("unchecked") // A TrendReading<R> answers an R.
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (query instanceof TrendReading<?> reading) {
            QueryResult<R> result = QueryResult.forResult((R) read(reading.read()));
            result.setPosition(getPosition());
            return result;
        }
        return below.query(query, bound, config);
    }

    @Override
    public void close() {
        decoded.forgetAll();
        super.close();
    }
}
