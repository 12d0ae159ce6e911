package dev.kassa.schedule.job;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proves the journal of one partition, entry by entry from its first: that each entry balances in each currency (I1) and so
 * does the partition after it (I2), that of a merchant's accounts none but pending falls below zero (I3), and that the
 * entries follow on each other by number and by hash (I6). Not thread-safe.
 */
final class LedgerProof {
    private static final String PENDING = ":" + Account.Bucket.PENDING.word();

    private final HashChain chain = new HashChain();
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, Long> sums = new TreeMap<>();
    private byte[] lastHash = HashChain.start();
    private long sequence;

    /** What is wrong with the next entry, a sentence each; empty where all is well. */
    List<String> next(EntryFact entry) {
        List<String> faults = new ArrayList<>();
        if (entry.getSequence() != sequence + 1) {
            faults.add("entry " + entry.getSequence() + " comes after entry " + sequence);
        }
        sequence = entry.getSequence();
        boolean sound = entry.getLegs().stream().allMatch(LedgerProof::isSound);
        if (!sound) {
            faults.add("a leg has not exactly one side above zero");
        }
        proveHash(entry, sound, faults);
        post(entry, faults);
        return faults;
    }

    private static boolean isSound(LegFact leg) {
        return leg.getDebit() >= 0 && leg.getCredit() >= 0 && (leg.getDebit() == 0) != (leg.getCredit() == 0);
    }

    private void proveHash(EntryFact entry, boolean sound, List<String> faults) {
        byte[] claimed = bytes(entry.getHash());
        if (!Arrays.equals(bytes(entry.getPreviousHash()), lastHash)) {
            faults.add("its previous hash is not that of the entry before");
        }
        if (!sound || !Arrays.equals(chain.hash(bytes(entry.getPreviousHash()), EntryCodec.entry(entry)), claimed)) {
            faults.add("its hash is not that of its content");
        }
        lastHash = claimed;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private void post(EntryFact entry, List<String> faults) {
        Map<String, Long> ofEntry = new TreeMap<>();
        for (LegFact leg : entry.getLegs()) {
            long credit = Math.subtractExact(leg.getCredit(), leg.getDebit());
            ofEntry.merge(leg.getCurrency(), credit, Math::addExact);
            sums.merge(leg.getCurrency(), credit, Math::addExact);
            balances.merge(leg.getAccount() + " " + leg.getCurrency(), credit, Math::addExact);
        }
        ofEntry.forEach((currency, sum) -> {
            if (sum != 0) {
                faults.add("its debits and credits differ by " + sum + " " + currency);
            }
        });
        for (LegFact leg : entry.getLegs()) {
            long balance = balances.getOrDefault(leg.getAccount() + " " + leg.getCurrency(), 0L);
            boolean mayBeNegative = !leg.getAccount().startsWith("merchant:")
                    || leg.getAccount().endsWith(PENDING);
            if (balance < 0 && !mayBeNegative) {
                faults.add(leg.getAccount() + " falls to " + balance + " " + leg.getCurrency());
            }
        }
    }

    /** The sequence of the last entry. */
    long sequence() {
        return sequence;
    }

    /** How many accounts were posted to, in each currency by itself. */
    int accounts() {
        return balances.size();
    }

    /** What the whole partition comes to, by currency: zeros only, where it balances. */
    Map<String, Long> sums() {
        return Map.copyOf(sums);
    }
}
