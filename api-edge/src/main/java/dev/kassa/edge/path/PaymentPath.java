package dev.kassa.edge.path;

import dev.kassa.avro.PaymentFact;
import java.util.List;

/** Finds the records of a payment. Thread-safe. */
@FunctionalInterface
public interface PaymentPath {
    /**
     * A record about it.
     *
     * @param atMs when it was appended
     * @param what in a word: of a command what it asks, of a fact its status, of an entry its kind
     */
    record Step(long atMs, String topic, int partition, long offset, String what) {}

    /**
     * The records, in the order of time.
     *
     * @param steps as far as they were looked for
     * @param whole whether all were looked for; else the topics hold more between its first and its last than is read
     */
    record Path(List<Step> steps, boolean whole) {}

    /**
     * The way of a payment.
     *
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log cannot be read now, or too many read it
     */
    Path of(PaymentFact payment);
}
