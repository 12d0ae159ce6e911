package dev.kassa.edge.timeline;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the records that tell of a payment. Thread-safe. */
public interface Timeline extends AutoCloseable {
    /** So many moments of a payment are looked at; those after them are left out, and it is said so. */
    int MOMENTS_MAX = 16;

    /**
     * The path of a payment.
     *
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log cannot be read now, or too many ask
     */
    Path of(Known known);

    @Override
    void close();

    /**
     * What the views know of a payment: what it is, its entries and its refunds.
     */
    record Known(PaymentFact payment, List<EntryFact> entries, List<RefundFact> refunds) {
        /** The moments at which something of it was decided, in milliseconds of processing time, the first ones. */
        SortedSet<Long> moments() {
            SortedSet<Long> all = new TreeSet<>();
            all.add(payment.getCreatedAtMs());
            all.add(payment.getUpdatedAtMs());
            entries.forEach(entry -> all.add(entry.getPostedAtMs()));
            refunds.forEach(refund -> {
                all.add(refund.getCreatedAtMs());
                all.add(refund.getUpdatedAtMs());
            });
            return all;
        }
    }

    /**
     * The records that were found, as they were appended.
     *
     * @param complete whether nothing that is known of it is missing
     */
    record Path(List<Step> steps, boolean complete) {}

    /**
     * A record of the log.
     *
     * @param atMs when it was appended
     * @param what a command's or a call's name, a status, an entry's kind
     * @param about the id of the refund or entry that it tells of; null: of the payment itself
     * @param causedBy the offset in commands of what caused it; null of a command
     */
    record Step(
            String topic,
            int partition,
            long offset,
            long atMs,
            String what,
            @Nullable String about,
            @Nullable Long causedBy) {}
}
