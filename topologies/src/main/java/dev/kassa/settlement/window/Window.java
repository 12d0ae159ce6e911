package dev.kassa.settlement.window;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.Account.Bucket;
import dev.kassa.ledger.Posting;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the entries of some business dates of one merchant and currency add up to. Amounts in minor units; one that does not
 * fit a {@code long} throws {@link ArithmeticException}. Not thread-safe.
 */
final class Window {
    private static final int DIGEST_BYTES = 32;

    private final Map<String, KindTotal> totals = new TreeMap<>();
    private final MessageDigest sha = sha256();
    private byte[] digest = new byte[DIGEST_BYTES];
    private long entries;
    private long firstSequence;
    private long lastSequence;
    private long gross;
    private long refunds;
    private long refundsFromAvailable;
    private long fees;
    private long other;

    /** One without entries. */
    Window() {}

    /** One as it was written down. */
    Window(SettlementLines lines) {
        entries = lines.getEntries();
        firstSequence = lines.getFirstSequence();
        lastSequence = lines.getLastSequence();
        gross = lines.getGross();
        refunds = lines.getRefunds();
        refundsFromAvailable = lines.getRefundsFromAvailable();
        fees = lines.getFees();
        other = lines.getOther();
        lines.getTotals().forEach(total -> totals.put(total.getKind(), total));
        lines.getDigest().duplicate().get(digest);
    }

    /** Adds the legs of an entry that are in the window's currency. */
    void add(EntryFact entry, String currency) {
        String kind = entry.getKind();
        String pendingName = Account.merchant(entry.getMerchantId(), Bucket.PENDING);
        String availableName = Account.merchant(entry.getMerchantId(), Bucket.AVAILABLE);
        long pending = 0;
        long available = 0;
        long feesOfEntry = 0;
        for (LegFact leg : entry.getLegs()) {
            if (leg.getCurrency().equals(currency)) {
                long credit = Math.subtractExact(leg.getCredit(), leg.getDebit());
                if (leg.getAccount().equals(pendingName)) {
                    pending = Math.addExact(pending, credit);
                } else if (leg.getAccount().equals(availableName)) {
                    available = Math.addExact(available, credit);
                } else if (leg.getAccount().equals(Account.FEES)) {
                    feesOfEntry = Math.addExact(feesOfEntry, credit);
                }
            }
        }
        line(kind, pending, available, feesOfEntry);
        count(kind, pending, available);
        firstSequence = entries == 0 ? entry.getSequence() : firstSequence;
        lastSequence = entry.getSequence();
        entries++;
        chain(entry.getHash());
    }

    /** A kind that is not known here, and moves pending, is a line of its own: nothing of pending is left out. */
    private void line(String kind, long pending, long available, long feesOfEntry) {
        if (kind.equals(Posting.Kind.CAPTURE.word())) {
            gross = Math.addExact(gross, Math.addExact(pending, feesOfEntry));
            fees = Math.addExact(fees, feesOfEntry);
        } else if (kind.equals(Posting.Kind.REFUND_HOLD.word()) || kind.equals(Posting.Kind.REFUND_RELEASE.word())) {
            refunds = Math.subtractExact(refunds, Math.addExact(pending, available));
            refundsFromAvailable = Math.subtractExact(refundsFromAvailable, available);
        } else if (kind.equals(Posting.Kind.REFUND_CORRECTION.word())) {
            refunds = Math.subtractExact(refunds, pending);
        } else {
            other = Math.addExact(other, pending);
        }
    }

    private void count(String kind, long pending, long available) {
        KindTotal total = totals.get(kind);
        if (total == null) {
            totals.put(kind, new KindTotal(kind, 1L, pending, available));
        } else {
            total.setEntries(total.getEntries() + 1);
            total.setPending(Math.addExact(total.getPending(), pending));
            total.setAvailable(Math.addExact(total.getAvailable(), available));
        }
    }

    private void chain(ByteBuffer hash) {
        sha.update(digest);
        sha.update(hash.duplicate());
        digest = sha.digest();
    }

    /** Adds the window of a later date. The digest of several dates is chained over those of each. */
    void add(Window later) {
        if (later.entries == 0) {
            return;
        }
        gross = Math.addExact(gross, later.gross);
        refunds = Math.addExact(refunds, later.refunds);
        refundsFromAvailable = Math.addExact(refundsFromAvailable, later.refundsFromAvailable);
        fees = Math.addExact(fees, later.fees);
        other = Math.addExact(other, later.other);
        later.totals.values().forEach(this::add);
        firstSequence = entries == 0 ? later.firstSequence : Math.min(firstSequence, later.firstSequence);
        lastSequence = Math.max(lastSequence, later.lastSequence);
        entries += later.entries;
        if (entries == later.entries) {
            digest = later.digest.clone();
        } else {
            chain(ByteBuffer.wrap(later.digest));
        }
    }

    private void add(KindTotal of) {
        KindTotal total = totals.computeIfAbsent(of.getKind(), kind -> new KindTotal(kind, 0L, 0L, 0L));
        total.setEntries(total.getEntries() + of.getEntries());
        total.setPending(Math.addExact(total.getPending(), of.getPending()));
        total.setAvailable(Math.addExact(total.getAvailable(), of.getAvailable()));
    }

    /** As it stands now; not changed by what is added later, where it is encoded before. */
    SettlementLines lines() {
        List<KindTotal> byKind = new ArrayList<>(totals.values());
        return new SettlementLines(
                entries,
                firstSequence,
                lastSequence,
                gross,
                refunds,
                refundsFromAvailable,
                0L,
                fees,
                other,
                byKind,
                ByteBuffer.wrap(digest));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
