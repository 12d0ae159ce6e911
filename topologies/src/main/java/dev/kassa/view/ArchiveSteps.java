package dev.kassa.view;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.archive.ArchiveFiles.Chunk;
import dev.kassa.archive.ArchiveFiles.Row;
import dev.kassa.archive.ArchivePointer;
import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.ArchiveStatus;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.ArchiveUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the files of the archive that a partition was told of, some blocks at a step, and puts a pointer in the place of
 * each row that is the same in both; or the row back. A row that was changed since is left as it is.
 *
 * <p>How far it has come in a file is a row of the store, put after the rows that it speaks of. After a crash a part comes
 * again and comes out the same. For the stream's thread.
 */
final class ArchiveSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveSteps.class);
    private static final BytesSerializer BYTES = new BytesSerializer();

    /** A step is over with the block in which so many were reached. */
    private static final int ROWS_A_STEP = 500;

    private static final long DONE = Long.MAX_VALUE;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewCodecs codecs;
    private final ArchiveFiles files;
    private final AppliedFacts applied;
    private final Deque<Walk> walks = new ArrayDeque<>();

    /** @param applied how far the partition has come, kept up to date by the caller */
    ArchiveSteps(KeyValueStore<Bytes, byte[]> store, ViewCodecs codecs, ArchiveFiles files, AppliedFacts applied) {
        this.store = store;
        this.codecs = codecs;
        this.files = files;
        this.applied = applied;
        try (KeyValueIterator<Bytes, byte[]> known = store.prefixScan(ViewKeys.ALL_ARCHIVES, BYTES)) {
            while (known.hasNext()) {
                KeyValue<Bytes, byte[]> row = known.next();
                if (Stamped.sequence(row.value) != DONE) {
                    walks.add(new Walk(
                            codecs.archives().decode(Stamped.inPlace(row.value)), Stamped.sequence(row.value), true));
                }
            }
        }
    }

    /** A file that is being gone through. */
    private static final class Walk {
        private final ArchiveFact file;
        private long next;
        private long notBeforeMs;
        private long rows;
        private boolean begun;
        private @Nullable CompletableFuture<Chunk> fetching;
        private final Deque<List<Row>> blocks = new ArrayDeque<>();
        private final Deque<Long> ends = new ArrayDeque<>();

        Walk(ArchiveFact file, long next, boolean begun) {
            this.file = file;
            this.next = next;
            this.begun = begun;
        }
    }

    /** Files that are still to be gone through. */
    int open() {
        return walks.size();
    }

    /** Takes what is told of a file; told again, it changes nothing. That it is restored is the last word. */
    void announced(ArchiveFact file) {
        Bytes key = ViewKeys.archive(file.getName());
        byte[] kept = store.get(key);
        boolean restored = file.getStatus() == ArchiveStatus.RESTORED;
        if (file.getKind() == ArchiveKind.UNRECOGNISED || file.getStatus() == ArchiveStatus.UNRECOGNISED) {
            throw new SerializationException("a file of the archive of a kind that is not known here");
        }
        if (kept != null) {
            ArchiveStatus before =
                    codecs.archives().decode(Stamped.inPlace(kept)).getStatus();
            if (before == ArchiveStatus.RESTORED || !restored) {
                return;
            }
        }
        boolean untouched = kept == null || walks.stream().anyMatch(walk -> isOf(walk, file) && !walk.begun);
        walks.removeIf(walk -> isOf(walk, file));
        // Nothing here points to a file that was restored before anything was done with it, and it may be gone.
        long next = untouched && restored ? DONE : file.getHeaderBytes();
        store.put(key, Stamped.of(next, codecs.archives().encode(file)));
        if (next != DONE) {
            walks.add(new Walk(file, next, false));
        }
    }

    private static boolean isOf(Walk walk, ArchiveFact file) {
        return walk.file.getName().equals(file.getName());
    }

    /** Goes on in a file that can be gone on with, if there is one. Waits for nothing. */
    void step(long nowMs) {
        for (Walk walk : walks) {
            if (walk.notBeforeMs <= nowMs && isReached(walk.file)) {
                goOn(walk, nowMs);
                return;
            }
        }
    }

    /** The rows of a file are looked for only once all that its writer saw is here. */
    private boolean isReached(ArchiveFact file) {
        return switch (file.getKind()) {
            case PAYMENTS -> applied.getPayments() >= file.getPosition().getPayments();
            case REFUNDS -> applied.getRefunds() >= file.getPosition().getRefunds();
            case ENTRIES -> applied.getJournal() >= file.getPosition().getJournal();
            case UNRECOGNISED -> false;
        };
    }

    private void goOn(Walk walk, long nowMs) {
        CompletableFuture<Chunk> fetching = walk.fetching;
        if (fetching != null && !fetching.isDone()) {
            return;
        }
        try {
            if (fetching != null) {
                Chunk chunk = fetching.join();
                walk.fetching = null;
                if (chunk.rows().isEmpty()) {
                    end(walk);
                    return;
                }
                walk.blocks.addAll(chunk.rows());
                walk.ends.addAll(chunk.ends());
            }
            apply(walk);
        } catch (CompletionException | ArchiveUnavailableException | SerializationException e) {
            walk.fetching = null;
            walk.blocks.clear();
            walk.ends.clear();
            walk.notBeforeMs = nowMs + RETRY_AFTER.toMillis();
            LOG.error(
                    "a file of the archive cannot be gone through; it is tried again in {}: {}",
                    RETRY_AFTER,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            return;
        }
        if (walk.blocks.isEmpty()) {
            walk.fetching = files.fetch(walk.file, walk.next);
        }
    }

    private void apply(Walk walk) {
        int rows = 0;
        walk.begun |= !walk.blocks.isEmpty();
        while (!walk.blocks.isEmpty() && rows < ROWS_A_STEP) {
            for (Row row : walk.blocks.remove()) {
                apply(walk, row);
                rows++;
            }
            walk.next = walk.ends.remove();
        }
        if (rows > 0) {
            note(walk, walk.next);
        }
    }

    private void note(Walk walk, long next) {
        store.put(
                ViewKeys.archive(walk.file.getName()),
                Stamped.of(next, codecs.archives().encode(walk.file)));
    }

    private void end(Walk walk) {
        note(walk, DONE);
        walks.remove(walk);
        LOG.info(
                "{}: {} of {} rows {}",
                walk.file.getName(),
                walk.rows,
                walk.file.getRows(),
                walk.file.getStatus() == ArchiveStatus.RESTORED
                        ? "are back in the views"
                        : "are out of the views' store");
    }

    private void apply(Walk walk, Row row) {
        ArchiveKind kind = walk.file.getKind();
        Known known = known(kind, row.fact());
        byte[] stored = store.get(known.key);
        if (stored == null) {
            return;
        }
        ArchivePointer points = Archived.pointer(kind, stored);
        boolean same = points == null
                ? sameFact(kind, Archived.fact(kind, stored), row.fact(), known.fact)
                : sameRow(points, row.pointer());
        if (same) {
            boolean back = walk.file.getStatus() == ArchiveStatus.RESTORED;
            // Put again where it is so already: a crash may have kept it here and lost it on its way to the copies.
            store.put(
                    known.key,
                    Archived.with(
                            kind,
                            stored,
                            back ? row.fact() : pointer(row, known).encoded()));
            walk.rows++;
        }
    }

    private record Known(Bytes key, SpecificRecordBase fact) {}

    private Known known(ArchiveKind kind, byte[] fact) {
        return switch (kind) {
            case PAYMENTS -> {
                PaymentFact payment = codecs.payments().decode(fact);
                yield new Known(ViewKeys.payment(payment.getMerchantId(), payment.getId()), payment);
            }
            case REFUNDS -> {
                RefundFact refund = codecs.refunds().decode(fact);
                yield new Known(ViewKeys.refund(refund.getMerchantId(), refund.getId()), refund);
            }
            case ENTRIES -> {
                EntryFact entry = codecs.entries().decode(fact);
                yield new Known(ViewKeys.entry(entry.getMerchantId(), entry.getSequence()), entry);
            }
            case UNRECOGNISED -> throw new SerializationException("a kind of rows that is not known here");
        };
    }

    private static ArchivePointer pointer(Row row, Known known) {
        ArchivePointer pointer = row.pointer();
        return known.fact instanceof PaymentFact payment
                ? new ArchivePointer(
                        payment.getStatus(),
                        pointer.slotAtMs(),
                        pointer.attempt(),
                        pointer.offset(),
                        pointer.length(),
                        pointer.digest(),
                        pointer.schemaId(),
                        pointer.from(),
                        pointer.bytes())
                : pointer;
    }

    private static boolean sameRow(ArchivePointer one, ArchivePointer other) {
        return one.slotAtMs() == other.slotAtMs()
                && one.attempt() == other.attempt()
                && one.offset() == other.offset()
                && one.digest() == other.digest()
                && one.from() == other.from()
                && one.bytes() == other.bytes();
    }

    /** Byte for byte, or, where an older schema wrote the one in the store, field for field. */
    private boolean sameFact(ArchiveKind kind, byte[] stored, byte[] filed, SpecificRecordBase fact) {
        return Arrays.equals(stored, filed)
                || !Arrays.equals(stored, 0, Integer.BYTES + 1, filed, 0, Integer.BYTES + 1)
                        && known(kind, stored).fact.equals(fact);
    }
}
