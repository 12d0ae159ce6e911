package dev.kassa.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** That the entries of a partition follow on each other by number, by hash and by the commands that caused them. Not thread-safe. */
final class EntryChain {
    private final int partition;
    private final Violations violations;
    private final HashChain chain = new HashChain();
    private long sequence;
    private long commandOffset = -1;
    private byte[] lastHash = HashChain.start();

    EntryChain(int partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
    }

    void resume(long atSequence, long atCommandOffset, byte[] hash) {
        sequence = atSequence;
        commandOffset = atCommandOffset;
        lastHash = hash;
    }

    void next(EntryFact entry) {
        if (entry.getSequence() != sequence + 1) {
            says(Rule.SEQUENCE, entry, "comes after entry " + sequence);
        }
        if (entry.getPartition() != partition) {
            says(Rule.SEQUENCE, entry, "is of partition " + entry.getPartition());
        }
        if (entry.getCommandOffset() < commandOffset) {
            says(Rule.SEQUENCE, entry, "was caused by a command before that of the entry before it");
        }
        sequence = entry.getSequence();
        commandOffset = Math.max(commandOffset, entry.getCommandOffset());
        hash(entry);
    }

    private void hash(EntryFact entry) {
        byte[] previous = bytes(entry.getPreviousHash());
        byte[] claimed = bytes(entry.getHash());
        if (!Arrays.equals(previous, lastHash)) {
            says(Rule.HASH, entry, "does not name the hash of the entry before it");
        }
        for (LegFact leg : entry.getLegs()) {
            if (!isSound(leg)) {
                says(Rule.LEG, entry, "has a leg without exactly one side above zero, on " + leg.getAccount());
                says(Rule.HASH, entry, "has no hash, as no such entry is posted");
                lastHash = claimed;
                return;
            }
        }
        if (!Arrays.equals(chain.hash(previous, EntryCodec.entry(entry)), claimed)) {
            says(Rule.HASH, entry, "was altered: its hash is not that of its content");
        }
        lastHash = claimed;
    }

    private static boolean isSound(LegFact leg) {
        return leg.getDebit() >= 0 && leg.getCredit() >= 0 && (leg.getDebit() == 0) != (leg.getCredit() == 0);
    }

    private void says(Rule rule, EntryFact entry, String text) {
        violations.add(rule, partition, entry.getSequence(), entry.getId(), "The entry " + text + ".");
    }

    /** A hash as bytes; the buffer stays as it is. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    long sequence() {
        return sequence;
    }

    long commandOffset() {
        return commandOffset;
    }

    byte[] lastHash() {
        return lastHash.clone();
    }
}
