package dev.kassa.check;

import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Ledgers on paper as a log, of which only what commands before an offset caused is there yet. */
final class MemoryLedger implements LedgerSource {
    private final List<PaperLedger> partitions;
    long before = Long.MAX_VALUE;

    MemoryLedger(PaperLedger... partitions) {
        this.partitions = List.of(partitions);
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecordBase> Stream<T> open(Topic<T> topic, int partition, long offset) {
        PaperLedger paper = partitions.get(partition);
        List<T> all = (List<T>)
                (topic == Topics.JOURNAL
                        ? paper.entries
                        : topic == Topics.SETTLEMENTS ? paper.settlements : paper.cuts);
        int there = 0;
        while (there < all.size() && (long) all.get(there).get("command_offset") < before) {
            there++;
        }
        return new Listed<>(all.subList(0, there), (int) offset);
    }

    private static final class Listed<T> implements Stream<T> {
        private final List<T> all;
        private int at;

        Listed(List<T> all, int at) {
            this.all = all;
            this.at = at;
        }

        @Override
        public long end() {
            return all.size();
        }

        @Override
        public @Nullable Placed<T> peek() {
            return at >= all.size() ? null : new Placed<>(at, all.get(at));
        }

        @Override
        public void next() {
            at++;
        }

        @Override
        public void close() {}
    }
}
