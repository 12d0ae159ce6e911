package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The facts that say they come from one command. */
record Effects(
        List<Logged<PaymentFact>> payments,
        List<Logged<RefundFact>> refunds,
        List<Logged<EntryFact>> journal,
        List<Logged<MerchantFact>> merchants) {
    Effects() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean none() {
        return all().findAny().isEmpty();
    }

    /** Whether a payment, refund or merchant is another than before. */
    boolean changesSomething() {
        return Stream.of(payments, refunds, merchants).anyMatch(facts -> !facts.isEmpty());
    }

    /** Where the first of them stands. */
    String at() {
        return all().findFirst().orElseThrow().at();
    }

    private Stream<Logged<?>> all() {
        return Stream.of(payments, refunds, journal, merchants).flatMap(List::stream);
    }
}
