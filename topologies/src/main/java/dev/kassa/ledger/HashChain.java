package dev.kassa.ledger;

import dev.kassa.schema.CanonicalHash;

/**
 * The chain over the entries of a partition: each hash covers the hash before it, so no entry can be altered, removed or
 * put in without every later hash being wrong.
 *
 * <p>The hash is SHA-256 over, in this order: the previous hash (32 bytes, zeros before the first entry), then id,
 * merchant id, kind, payment id, refund id, the number of legs (4 bytes), of each leg account, currency, debit, credit,
 * then occurred at, posted at, partition (4 bytes), sequence, command offset, and last, of those that the entry has: the
 * fee schedule; the word {@code date} and the settlement date in days since 1970-01-01 (4 bytes); {@code settlement} and
 * the settlement's id; {@code withdrawal} and the withdrawal's id; {@code business} and the business date as the other. No fee schedule is one of these words. A text is its length in UTF-8 bytes (4 bytes) and those bytes, or −1 where there is none; numbers are
 * big-endian, 8 bytes unless said.
 *
 * <p>Not thread-safe.
 */
public final class HashChain {
    public static final int BYTES = CanonicalHash.BYTES;

    private final CanonicalHash canonical = new CanonicalHash();

    /** What stands before the first entry. */
    public static byte[] start() {
        return new byte[BYTES];
    }

    /** The hash of an entry that follows the entry of the previous hash. */
    public byte[] hash(byte[] previousHash, JournalEntry entry) {
        canonical
                .add(previousHash)
                .add(entry.id())
                .add(entry.merchantId())
                .add(entry.kind())
                .add(entry.paymentId())
                .add(entry.refundId())
                .add(entry.legs().size());
        for (Leg leg : entry.legs()) {
            canonical.add(leg.account()).add(leg.currency()).add(leg.debit()).add(leg.credit());
        }
        canonical
                .add(entry.occurredAtMs())
                .add(entry.postedAtMs())
                .add(entry.partition())
                .add(entry.sequence())
                .add(entry.commandOffset());
        if (entry.feeSchedule() != null) {
            canonical.add(entry.feeSchedule());
        }
        if (entry.settlementDate() != null) {
            canonical.add("date").add(Math.toIntExact(entry.settlementDate().toEpochDay()));
        }
        if (entry.settlementId() != null) {
            canonical.add("settlement").add(entry.settlementId());
        }
        if (entry.withdrawalId() != null) {
            canonical.add("withdrawal").add(entry.withdrawalId());
        }
        if (entry.businessDate() != null) {
            canonical.add("business").add(Math.toIntExact(entry.businessDate().toEpochDay()));
        }
        return canonical.hash();
    }
}
