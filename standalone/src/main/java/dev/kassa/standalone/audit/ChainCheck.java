package dev.kassa.standalone.audit;

import dev.kassa.avro.AuditRecord;
import dev.kassa.schema.AuditChain;
import dev.kassa.schema.CanonicalHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chains of the audit log, record by record in the log's order. Finds what was altered, removed, put in or
 * moved, but for the end of a chain behind which no other began: nothing names that yet. Memory grows with the chains,
 * not with the records. Not thread-safe.
 */
final class ChainCheck {
    private static final int PROBLEMS_MAX = 20;

    /** A process reads what the topic ends with a moment before it writes; so many others may write in between. */
    private static final int RECENT_MAX = 65_536;

    private final CanonicalHash canonical = new CanonicalHash();
    private final Map<String, Head> chains = new HashMap<>();
    private final Set<ByteBuffer> recent = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private long records;
    private long lost;

    /** The last record of a chain so far. */
    private record Head(long sequence, ByteBuffer hash, boolean ended) {}

    /** What is wrong, and at which offset it shows. */
    record Problem(long offset, String sentence) {}

    ChainCheck() {
        recent.add(ByteBuffer.wrap(AuditChain.start()));
    }

    /** Takes the next record; null where what stands there is none. */
    void next(long offset, @Nullable AuditRecord record) {
        records++;
        if (record == null) {
            problem(offset, "what stands here is no audit record");
            return;
        }
        lost += record.getLostBefore();
        if (!AuditChain.isSealed(canonical, record)) {
            problem(offset, "the record was altered: its hash is not that of its content");
        }
        Head head = chains.get(record.getChainId());
        if (head == null) {
            begin(offset, record);
        } else {
            follow(offset, record, head);
        }
        chains.put(
                record.getChainId(),
                new Head(
                        record.getSequence(),
                        record.getHash(),
                        record.getAction().equals("audit.end")));
        remember(record.getHash());
    }

    private void begin(long offset, AuditRecord record) {
        if (record.getSequence() != 1) {
            problem(
                    offset,
                    "records were removed: the chain %s begins with its record %d"
                            .formatted(record.getChainId(), record.getSequence()));
        } else if (!recent.contains(record.getPreviousHash())) {
            problem(
                    offset,
                    "records were removed: what the log ended with when the chain %s began is not there"
                            .formatted(record.getChainId()));
        }
    }

    private void follow(long offset, AuditRecord record, Head head) {
        long expected = head.sequence() + 1;
        if (record.getSequence() > expected) {
            problem(
                    offset,
                    "records were removed or moved: of the chain %s record %d follows record %d"
                            .formatted(record.getChainId(), record.getSequence(), head.sequence()));
        } else if (record.getSequence() < expected) {
            problem(
                    offset,
                    "a record was put in or moved: of the chain %s record %d follows record %d"
                            .formatted(record.getChainId(), record.getSequence(), head.sequence()));
        } else if (!record.getPreviousHash().equals(head.hash())) {
            problem(
                    offset,
                    "the record does not follow the one before it in the chain %s: one of the two was replaced"
                            .formatted(record.getChainId()));
        }
    }

    private void remember(ByteBuffer hash) {
        recent.add(hash);
        if (recent.size() > RECENT_MAX) {
            Iterator<ByteBuffer> eldest = recent.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private void problem(long offset, String sentence) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(new Problem(offset, sentence));
        }
    }

    long records() {
        return records;
    }

    int chains() {
        return chains.size();
    }

    /** Chains without an end: of processes that run, or that were killed. */
    long openChains() {
        return chains.values().stream().filter(head -> !head.ended()).count();
    }

    /** Records that could not be written, as those that were say. */
    long lost() {
        return lost;
    }

    /** What is wrong, in the log's order; at most 20. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
