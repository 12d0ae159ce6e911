package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.ArrayList;
import java.util.List;

/** The facts that say they come from one command. */
record Effects(List<Logged<PaymentFact>> payments, List<Logged<RefundFact>> refunds, List<Logged<EntryFact>> journal) {
    Effects() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean none() {
        return payments.isEmpty() && refunds.isEmpty() && journal.isEmpty();
    }

    /** Where the first of them stands. */
    String at() {
        if (!payments.isEmpty()) {
            return payments.getFirst().at();
        }
        return refunds.isEmpty() ? journal.getFirst().at() : refunds.getFirst().at();
    }
}
