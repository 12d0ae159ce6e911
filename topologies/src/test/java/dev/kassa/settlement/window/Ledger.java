package dev.kassa.settlement.window;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.Account.Bucket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes entries as the core does, one after another. */
final class Ledger {
    static final String EUR = "EUR";

    private final List<EntryFact> entries = new ArrayList<>();

    /** All that were written. */
    List<EntryFact> entries() {
        return entries;
    }

    /** How many there are, which is the sequence of the last. */
    long last() {
        return entries.size();
    }

    EntryFact captures(String merchantId, String date, long gross, long fee) {
        return captures(merchantId, LocalDate.parse(date), gross, fee);
    }

    EntryFact captures(String merchantId, LocalDate date, long gross, long fee) {
        return add(
                merchantId,
                "capture",
                date,
                null,
                debit(Account.receivable("simulator"), gross),
                credit(Account.merchant(merchantId, Bucket.PENDING), gross - fee),
                credit(Account.FEES, fee));
    }

    /** An entry from before there were settlements. */
    EntryFact capturesUnstamped(String merchantId, Instant occurredAt, long gross, long fee) {
        EntryFact entry = captures(merchantId, LocalDate.EPOCH, gross, fee);
        entry.setSettlementDate(null);
        entry.setOccurredAtMs(occurredAt.toEpochMilli());
        return entry;
    }

    EntryFact holdsRefund(String merchantId, LocalDate date, long fromPending, long fromAvailable) {
        return add(
                merchantId,
                "refund_hold",
                date,
                null,
                debit(Account.merchant(merchantId, Bucket.PENDING), fromPending),
                debit(Account.merchant(merchantId, Bucket.AVAILABLE), fromAvailable),
                credit(Account.merchant(merchantId, Bucket.REFUND_HOLD), fromPending + fromAvailable));
    }

    EntryFact releasesRefund(String merchantId, LocalDate date, long toPending, long toAvailable) {
        return add(
                merchantId,
                "refund_release",
                date,
                null,
                debit(Account.merchant(merchantId, Bucket.REFUND_HOLD), toPending + toAvailable),
                credit(Account.merchant(merchantId, Bucket.PENDING), toPending),
                credit(Account.merchant(merchantId, Bucket.AVAILABLE), toAvailable));
    }

    EntryFact correctsRefund(String merchantId, LocalDate date, long amount) {
        return add(
                merchantId,
                "refund_correction",
                date,
                null,
                debit(Account.merchant(merchantId, Bucket.PENDING), amount),
                credit(Account.receivable("simulator"), amount));
    }

    EntryFact refunds(String merchantId, LocalDate date, long amount) {
        return add(
                merchantId,
                "refund",
                date,
                null,
                debit(Account.merchant(merchantId, Bucket.REFUND_HOLD), amount),
                credit(Account.receivable("simulator"), amount));
    }

    EntryFact holdsWithdrawal(String merchantId, LocalDate date, long amount) {
        return add(
                merchantId,
                "withdrawal_hold",
                date,
                null,
                debit(Account.merchant(merchantId, Bucket.AVAILABLE), amount),
                credit(Account.merchant(merchantId, Bucket.IN_TRANSIT), amount));
    }

    /** Something that these rules know nothing of. */
    EntryFact movesOtherwise(String merchantId, LocalDate date, long amount) {
        return add(
                merchantId,
                "gift",
                date,
                null,
                debit(Account.SUSPENSE, amount),
                credit(Account.merchant(merchantId, Bucket.PENDING), amount));
    }

    /** What of one currency becomes as much of another. */
    EntryFact exchanges(String merchantId, LocalDate date, long amount, String other) {
        String pending = Account.merchant(merchantId, Bucket.PENDING);
        return add(
                merchantId,
                "exchange",
                date,
                null,
                debit(pending, amount),
                credit(Account.SUSPENSE, amount),
                new LegFact(Account.SUSPENSE, other, amount, 0L),
                new LegFact(pending, other, 0L, amount));
    }

    /** What carries a settlement out, which is of no settlement itself. */
    EntryFact settles(String merchantId, String settlementId, long amount) {
        return add(
                merchantId,
                "settlement",
                null,
                settlementId,
                debit(Account.merchant(merchantId, Bucket.PENDING), amount),
                credit(Account.merchant(merchantId, Bucket.AVAILABLE), amount));
    }

    private static LegFact debit(String account, long amount) {
        return new LegFact(account, EUR, amount, 0L);
    }

    private static LegFact credit(String account, long amount) {
        return new LegFact(account, EUR, 0L, amount);
    }

    private EntryFact add(
            String merchantId, String kind, @Nullable LocalDate date, @Nullable String settlementId, LegFact... legs) {
        long sequence = entries.size() + 1L;
        EntryFact entry = EntryFact.newBuilder()
                .setId("je_" + sequence)
                .setMerchantId(merchantId)
                .setKind(kind)
                .setLegs(List.of(legs))
                .setSettlementDate(date == null ? null : Math.toIntExact(date.toEpochDay()))
                .setSettlementId(settlementId)
                .setOccurredAtMs(0)
                .setPostedAtMs(0)
                .setPartition(0)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .setPreviousHash(ByteBuffer.wrap(hash(sequence - 1)))
                .setHash(ByteBuffer.wrap(hash(sequence)))
                .build();
        entries.add(entry);
        return entry;
    }

    /** Any bytes will do here that are an entry's own. */
    private static byte[] hash(long sequence) {
        return sha256(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
