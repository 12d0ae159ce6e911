package dev.kassa.query;

import dev.kassa.avro.PaymentFact;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Two walks of payments as one, by business time, the latest first. For one thread. */
final class MergedCandidates implements Candidates {
    private static final Comparator<PaymentFact> LATEST_LAST =
            Comparator.comparingLong(PaymentFact::getOccurredAtMs).thenComparing(PaymentFact::getId);

    private final Candidates one;
    private final Candidates other;
    private @Nullable PaymentFact nextOfOne;
    private @Nullable PaymentFact nextOfOther;

    MergedCandidates(Candidates one, Candidates other) {
        this.one = one;
        this.other = other;
        nextOfOne = one.next();
        nextOfOther = other.next();
    }

    @Override
    public @Nullable PaymentFact next() {
        PaymentFact first = nextOfOne;
        PaymentFact second = nextOfOther;
        if (second == null || (first != null && LATEST_LAST.compare(first, second) > 0)) {
            nextOfOne = one.next();
            return first;
        }
        nextOfOther = other.next();
        return second;
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
