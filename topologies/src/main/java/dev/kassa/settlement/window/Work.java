package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.RunProgress;
import dev.kassa.avro.SettlementCut;
import dev.kassa.schema.AvroCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What a partition has under way: how far its journal was read, cuts that wait for it, runs, hours told. Not thread-safe. */
final class Work {
    private static final Bytes READ = Bytes.wrap(new byte[] {'j'});
    private static final Bytes GRACE = Bytes.wrap(new byte[] {'g'});
    private static final Bytes WINDOWS = Bytes.wrap(new byte[] {'w'});
    private static final byte CUT = 'c';
    private static final byte HOUR = 'h';
    private static final byte RUN = 'r';
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<SettlementCut> cuts;
    private final AvroCodec<RunProgress> runs;
    private long read;
    private long nextCut;
    private long windows;

    Work(KeyValueStore<Bytes, byte[]> store, AvroCodec<SettlementCut> cuts, AvroCodec<RunProgress> runs) {
        this.store = store;
        this.cuts = cuts;
        this.runs = runs;
        read = number(READ, 0);
        windows = number(WINDOWS, -1);
        nextCut = firstCut();
    }

    /** The sequence of the last entry that was read. */
    long read() {
        return read;
    }

    void readTo(long sequence) {
        read = sequence;
        put(READ, sequence);
    }

    /** The grace in minutes by which hours were last told; -1: none yet. */
    long graceTold() {
        return number(GRACE, -1);
    }

    void graceTold(long minutes) {
        put(GRACE, minutes);
    }

    /** How many windows are open; -1 where nobody has counted them. */
    long windows() {
        return windows;
    }

    void windows(long open) {
        windows = open;
        put(WINDOWS, open);
    }

    private long number(Bytes key, long none) {
        byte[] stored = store.get(key);
        return stored == null ? none : ByteBuffer.wrap(stored).getLong();
    }

    private void put(Bytes key, long number) {
        store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    void await(SettlementCut cut) {
        store.put(key(cut), cuts.encode(cut));
        nextCut = Math.min(nextCut, cut.getJournalSequence());
    }

    /** Takes out the cuts up to which the journal was read, in their order. */
    List<SettlementCut> takeReached() {
        if (nextCut > read) {
            return List.of();
        }
        List<SettlementCut> reached = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> waiting = cutsUpTo(read)) {
            waiting.forEachRemaining(entry -> reached.add(cuts.decode(entry.value)));
        }
        reached.forEach(cut -> store.put(key(cut), null));
        nextCut = firstCut();
        return reached;
    }

    private KeyValueIterator<Bytes, byte[]> cutsUpTo(long sequence) {
        return store.range(
                numbered(CUT, 0, ""),
                Bytes.wrap(numbered(CUT, sequence, "\uFFFF").get()));
    }

    private long firstCut() {
        try (KeyValueIterator<Bytes, byte[]> waiting = cutsUpTo(Long.MAX_VALUE)) {
            return waiting.hasNext() ? cuts.decode(waiting.next().value).getJournalSequence() : Long.MAX_VALUE;
        }
    }

    private static Bytes key(SettlementCut cut) {
        // By its place in the log of commands, which is every cut's own.
        return numbered(CUT, cut.getJournalSequence(), "%019d".formatted(cut.getCommandOffset()));
    }

    private static Bytes numbered(byte kind, long number, String rest) {
        byte[] text = rest.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + text.length)
                .put(kind)
                .putLong(number)
                .put(text)
                .array());
    }

    /** Whether the hour is told for the first time. */
    boolean isNewHour(String hour) {
        Bytes key = named(HOUR, hour);
        boolean isNew = store.get(key) == null;
        if (isNew) {
            store.put(key, NOTHING);
        }
        return isNew;
    }

    @Nullable
    RunProgress run(String runId) {
        byte[] stored = store.get(named(RUN, runId));
        return stored == null ? null : runs.decode(stored);
    }

    void put(RunProgress progress) {
        store.put(named(RUN, progress.getRun().getRunId()), runs.encode(progress));
    }

    void forgetRuns(Predicate<RunProgress> old) {
        runs(old).forEach(run -> store.put(named(RUN, run.getRun().getRunId()), null));
    }

    List<RunProgress> runs(Predicate<RunProgress> which) {
        List<RunProgress> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(named(RUN, ""), named((byte) (RUN + 1), ""))) {
            while (all.hasNext()) {
                var next = all.next();
                RunProgress run = next.key.get()[0] == RUN ? runs.decode(next.value) : null;
                if (run != null && which.test(run)) {
                    found.add(run);
                }
            }
        }
        return found;
    }

    private static Bytes named(byte kind, String name) {
        byte[] text = name.getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + text.length).put(kind).put(text).array());
    }
}
