package dev.kassa.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerTotal;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.schema.CanonicalHash;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what checks came to, and their checkpoints, with HMAC-SHA256, so that who can write to the log or the files but does
 * not hold the key cannot put in either. Thread-safe.
 *
 * <p>What is signed of a check is SHA-256 over, in this order, laid out as {@link CanonicalHash} says: id, run id, trigger,
 * begun from, the number of partitions (4 bytes), of each partition (4 bytes), from sequence, to sequence, journal offset,
 * last hash (32 bytes); then entries, entries total, accounts, settlements, violations, violations total, the number of
 * those that are shown (4 bytes), of each kind, partition (4 bytes), sequence, subject id, text; the number of totals
 * (4 bytes), of each currency, debits, credits; last started at and duration.
 */
public final class CheckSeal {
    /** Bytes of a signature. */
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String OF_CHECK = "ledger-check:";
    private static final String OF_CHECKPOINT = "ledger-checkpoint:";

    private final byte[] key;

    /** @param key follows from the installation's secret, and is used for nothing else */
    public CheckSeal(byte[] key) {
        if (key.length < BYTES) {
            throw new IllegalArgumentException("expected a key of at least " + BYTES + " bytes, not " + key.length);
        }
        this.key = key.clone();
    }

    /** Sets the fact's signature. */
    public void sign(LedgerCheckFact fact) {
        fact.setSignature(ByteBuffer.wrap(hmac(OF_CHECK, canonical(fact))));
    }

    /** Whether the fact is as this installation signed it. */
    public boolean isSigned(LedgerCheckFact fact) {
        return MessageDigest.isEqual(EntryChain.bytes(fact.getSignature()), hmac(OF_CHECK, canonical(fact)));
    }

    byte[] ofCheckpoint(byte[] digest) {
        return hmac(OF_CHECKPOINT, digest);
    }

    private static byte[] canonical(LedgerCheckFact fact) {
        CanonicalHash canonical = new CanonicalHash()
                .add(fact.getId())
                .add(fact.getRunId())
                .add(fact.getTrigger())
                .add(fact.getBegunFrom())
                .add(fact.getPartitions().size());
        for (CheckedPartition each : fact.getPartitions()) {
            canonical
                    .add(each.getPartition())
                    .add(each.getFromSequence())
                    .add(each.getToSequence())
                    .add(each.getJournalOffset())
                    .add(EntryChain.bytes(each.getLastHash()));
        }
        canonical
                .add(fact.getEntries())
                .add(fact.getEntriesTotal())
                .add(fact.getAccounts())
                .add(fact.getSettlements())
                .add(fact.getViolations())
                .add(fact.getViolationsTotal())
                .add(fact.getShown().size());
        for (LedgerViolation each : fact.getShown()) {
            canonical
                    .add(each.getKind())
                    .add(each.getPartition())
                    .add(each.getSequence())
                    .add(each.getSubjectId())
                    .add(each.getText());
        }
        canonical.add(fact.getTotals().size());
        for (LedgerTotal each : fact.getTotals()) {
            canonical.add(each.getCurrency()).add(each.getDebits()).add(each.getCredits());
        }
        return canonical.add(fact.getStartedAtMs()).add(fact.getDurationMs()).hash();
    }

    private byte[] hmac(String use, byte[] digest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(use.getBytes(US_ASCII));
            return mac.doFinal(digest);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
