package dev.kassa.view;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of the ledger: entries by payment, balances by merchant and currency, totals by currency; and the proof, as it
 * goes along, that entries balance and follow on each other.
 */
final class LedgerRows {
    private static final byte[] NOTHING = {0};
    private static final Logger LOG = LoggerFactory.getLogger(LedgerRows.class);

    private final KeyValueStore<Bytes, byte[]> store;
    private final AppliedFacts applied;
    private final HashChain chain = new HashChain();
    private final BalanceRows balances;
    private final TotalsRows totals;

    LedgerRows(KeyValueStore<Bytes, byte[]> store, ViewCodecs codecs, AppliedFacts applied) {
        this.store = store;
        this.applied = applied;
        this.balances = new BalanceRows(store, codecs.balances());
        this.totals = new TotalsRows(store, codecs.totals());
    }

    /** Posts an entry, and notes how far the journal is applied and what was wrong with it. */
    void post(EntryFact entry, byte[] fact) {
        boolean next = entry.getSequence() > applied.getJournal();
        String paymentId = Objects.requireNonNullElse(entry.getPaymentId(), "");
        Bytes key = ViewKeys.entry(entry.getMerchantId(), entry.getSequence());
        byte[] kept = next ? null : store.get(key);
        // What is in the archive was proved when it came.
        boolean archived = kept != null && Archived.pointer(ArchiveKind.ENTRIES, kept) != null;
        if (!archived && (kept == null || !Arrays.equals(kept, fact))) {
            prove(entry);
        }
        if (kept == null) {
            store.put(ViewKeys.ofPayment(entry.getMerchantId(), paymentId, entry.getSequence()), NOTHING);
            store.put(key, fact);
        }
        balances.post(entry);
        totals.post(entry);
        if (next) {
            applied.setJournal(entry.getSequence());
            applied.setLastHash(entry.getHash());
        }
    }

    private void prove(EntryFact entry) {
        boolean sound = soundLegs(entry.getLegs());
        if (!sound || !follows(entry)) {
            applied.setChainBreaks(applied.getChainBreaks() + 1);
            LOG.atError()
                    .addKeyValue("entry", entry.getId())
                    .addKeyValue("sequence", entry.getSequence())
                    .addKeyValue("after", applied.getJournal())
                    .log("the journal's chain is broken");
        }
        if (!sound || !balances(entry.getLegs())) {
            applied.setUnbalancedEntries(applied.getUnbalancedEntries() + 1);
            LOG.atError()
                    .addKeyValue("entry", entry.getId())
                    .addKeyValue("sequence", entry.getSequence())
                    .log("an entry does not balance");
        }
    }

    private boolean follows(EntryFact entry) {
        return entry.getSequence() == applied.getJournal() + 1
                && entry.getPreviousHash().equals(applied.getLastHash())
                && entry.getHash().equals(hashOf(entry));
    }

    private ByteBuffer hashOf(EntryFact entry) {
        byte[] previousHash = new byte[HashChain.BYTES];
        // the position of the buffer belongs to the fact
        entry.getPreviousHash().duplicate().get(previousHash);
        return ByteBuffer.wrap(chain.hash(previousHash, EntryCodec.entry(entry)));
    }

    /** An entry whose legs are no legs has no hash either. */
    private static boolean soundLegs(List<LegFact> legs) {
        return legs.stream()
                .allMatch(leg ->
                        leg.getDebit() >= 0 && leg.getCredit() >= 0 && (leg.getDebit() == 0) != (leg.getCredit() == 0));
    }

    private static boolean balances(List<LegFact> legs) {
        Map<String, Long> differences = new HashMap<>();
        for (LegFact leg : legs) {
            differences.merge(leg.getCurrency(), leg.getDebit() - leg.getCredit(), Math::addExact);
        }
        return differences.values().stream().allMatch(difference -> difference == 0);
    }
}
