package dev.kassa.edge.audit;

import dev.kassa.avro.AuditRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audited deeds. Thread-safe. */
public interface AuditTrail extends AutoCloseable {
    /**
     * Records, newest first. A page may hold fewer than the limit, even none, and still name a next one: how many records
     * one call looks through is bounded.
     *
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log cannot be read now
     */
    Page page(Filter filter);

    @Override
    void close();

    /**
     * Which records. A null matches all.
     *
     * @param fromMs written at or after, milliseconds
     * @param toMs written before, milliseconds
     * @param limit 1 to 500
     * @param before the offset before which to look; null for the end
     */
    record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String merchantId,
            long fromMs,
            long toMs,
            int limit,
            @Nullable Long before) {
        boolean takes(Entry entry) {
            AuditRecord record = entry.record();
            return entry.writtenAtMs() >= fromMs
                    && entry.writtenAtMs() < toMs
                    && (actor == null || actor.equals(record.getActor()))
                    && (action == null || action.equals(record.getAction()))
                    && (merchantId == null || merchantId.equals(record.getMerchantId()));
        }
    }

    /** A record where it stands, with the broker's time. */
    record Entry(long offset, long writtenAtMs, AuditRecord record) {}

    /** A page, and before which offset the next one starts: null after the last. */
    record Page(List<Entry> data, @Nullable Long next) {}
}
