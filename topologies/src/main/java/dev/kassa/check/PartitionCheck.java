package dev.kassa.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.check.LedgerSource.Placed;
import dev.kassa.check.LedgerSource.Stream;
import dev.kassa.schema.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Reads journal, cuts and settlements of one partition side by side, in the order of the commands that caused them, and has
 * them proved. Their ends are taken in the order in which they follow from each other, last first, so the journal has what
 * the others tell of, but for what is committed at this very moment: that is left for the next check. Used once.
 */
final class PartitionCheck {
    private final LedgerProof proof;
    private final long nowMs;
    private final Watch watch;
    private long entries;

    /** Is told each entry, and may end the check. */
    interface Watch {
        void read() throws InterruptedException;
    }

    PartitionCheck(LedgerProof proof, long nowMs, Watch watch) {
        this.proof = proof;
        this.nowMs = nowMs;
        this.watch = watch;
    }

    /**
     * Where each topic is read on.
     *
     * @param journal the first offset that was not read, as the others
     */
    record Place(long journal, long cuts, long settlements) {
        static final Place FIRST = new Place(0, 0, 0);

        static Place of(LedgerCheckpoint checkpoint) {
            return new Place(
                    checkpoint.getJournalOffset(), checkpoint.getCutsOffset(), checkpoint.getSettlementsOffset());
        }
    }

    /** What this log does not go up to is of another log. */
    static final class ForeignCheckpoint extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** @return where the next check reads on */
    Place run(LedgerSource source, int partition, Place from) throws InterruptedException, ForeignCheckpoint {
        try (Stream<SettlementFact> settlements = source.open(Topics.SETTLEMENTS, partition, from.settlements);
                Stream<SettlementCut> cuts = source.open(Topics.SETTLEMENT_CUTS, partition, from.cuts);
                Stream<EntryFact> journal = source.open(Topics.JOURNAL, partition, from.journal)) {
            if (journal.end() < from.journal || cuts.end() < from.cuts || settlements.end() < from.settlements) {
                throw new ForeignCheckpoint();
            }
            while (step(journal, cuts, settlements)) {
                // Each step takes one record.
            }
            proof.end(nowMs);
            return new Place(offset(journal), offset(cuts), offset(settlements));
        }
    }

    private static long offset(Stream<?> stream) {
        Placed<?> head = stream.peek();
        return head == null ? stream.end() : head.offset();
    }

    private boolean step(Stream<EntryFact> journal, Stream<SettlementCut> cuts, Stream<SettlementFact> settlements)
            throws InterruptedException {
        EntryFact entry = readable(journal, Topics.JOURNAL.name());
        SettlementCut cut = readable(cuts, Topics.SETTLEMENT_CUTS.name());
        SettlementFact settlement = readable(settlements, Topics.SETTLEMENTS.name());
        long cutAt = cut == null ? Long.MAX_VALUE : cut.getCommandOffset();
        long settlementAt = settlement == null ? Long.MAX_VALUE : settlement.getCommandOffset();
        if (entry != null && entry.getCommandOffset() <= Math.min(cutAt, settlementAt)) {
            proof.entry(entry);
            journal.next();
            entries++;
            watch.read();
            return true;
        }
        if (cut != null && cutAt <= settlementAt) {
            boolean there = entry != null || proof.isComplete(cut, nowMs);
            if (there) {
                proof.cut(cut);
                cuts.next();
            }
            return there;
        }
        boolean there = settlement != null && (entry != null || proof.isComplete(settlement, nowMs));
        if (settlement != null && there) {
            proof.settlement(settlement);
            settlements.next();
        }
        return there;
    }

    private <T> @Nullable T readable(Stream<T> stream, String topic) {
        for (Placed<T> head = stream.peek(); head != null; head = stream.peek()) {
            if (head.value() != null) {
                return head.value();
            }
            proof.unreadable(topic, head.offset());
            stream.next();
        }
        return null;
    }

    long entries() {
        return entries;
    }
}
