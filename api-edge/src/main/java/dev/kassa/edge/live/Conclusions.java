package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.schema.Ids;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells which fact of a payment is the one that concluded it, as facts that only tell of its refunds come later. It knows
 * payments that it saw begin, at most so many; not thread-safe.
 */
final class Conclusions {
    private final Map<String, Boolean> underWay;

    /** @param most payments that are remembered while they are under way */
    Conclusions(int most) {
        underWay = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether a payment begins with this fact. */
    static boolean begins(PaymentFact fact) {
        return Ids.isOfFirstFact(
                Ids.PAYMENT,
                fact.getId(),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs(),
                fact.getPartition(),
                fact.getCommandOffset());
    }

    /** Whether a payment ends with this fact; each fact is to be shown once, in order. */
    boolean concludes(PaymentFact fact) {
        if (isLive(fact.getStatus())) {
            underWay.put(fact.getId(), true);
            return false;
        }
        return underWay.remove(fact.getId()) != null || begins(fact);
    }

    private static boolean isLive(PaymentStatusCode status) {
        return switch (status) {
            case CREATED, PROCESSING, REVIEW, AUTHORIZED, UNRECOGNISED -> true;
            case SUCCEEDED, FAILED, VOIDED, CANCELLED, EXPIRED -> false;
        };
    }
}
