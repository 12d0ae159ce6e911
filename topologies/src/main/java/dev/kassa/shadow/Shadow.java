package dev.kassa.shadow;

import dev.kassa.avro.PaymentFact;
import dev.kassa.port.Shadows.Report;
import dev.kassa.schema.Ids;
import java.time.LocalDate;

/** Takes the facts of a window in the order of the log, each partition after another, and reports what it found. */
interface Shadow {
    /** The first business date whose payments it needs to see. */
    LocalDate needsFrom();

    /** @throws ShadowException where it cannot go on */
    void take(PaymentFact fact);

    Report report();

    /** Whether a fact is the first of its payment: the id names the command that created it, and no other comes of that. */
    static boolean isFirst(PaymentFact fact) {
        Ids.Place created = Ids.place(Ids.PAYMENT, fact.getId());
        return created != null && created.offset() == fact.getCommandOffset();
    }
}
