package dev.kassa.query;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Two walks as one, the latest first. For one thread. */
final class MergedCandidates<T> implements Candidates<T> {
    private final Candidates<T> one;
    private final Candidates<T> other;
    private final Comparator<T> latestLast;
    private @Nullable T nextOfOne;
    private @Nullable T nextOfOther;

    MergedCandidates(Candidates<T> one, Candidates<T> other, Comparator<T> latestLast) {
        this.one = one;
        this.other = other;
        this.latestLast = latestLast;
        nextOfOne = one.next();
        nextOfOther = other.next();
    }

    @Override
    public @Nullable T next() {
        T first = nextOfOne;
        T second = nextOfOther;
        if (second == null || (first != null && latestLast.compare(first, second) > 0)) {
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
