package dev.kassa.query;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Payments or refunds of a merchant, newest first, from one kind of row. For one thread. */
interface Candidates<T> extends AutoCloseable {
    /** The next one; null after the last. */
    @Nullable
    T next();

    @Override
    void close();

    /**
     * Those that the rows of a span of keys lead to, the last row first.
     *
     * @param before the end of the span, not included
     * @param read null: the row leads to nothing any more, and is passed over
     */
    static <T> Candidates<T> walk(
            Rows rows, Bytes from, Bytes before, Function<KeyValue<Bytes, byte[]>, @Nullable T> read) {
        if (from.compareTo(before) >= 0) {
            return of(() -> null, () -> {});
        }
        KeyValueIterator<Bytes, byte[]> newestFirst = rows.store().reverseRange(from, before);
        return of(
                () -> {
                    while (newestFirst.hasNext()) {
                        KeyValue<Bytes, byte[]> row = newestFirst.next();
                        T fact = row.key.equals(before) ? null : read.apply(row);
                        if (fact != null) {
                            return fact;
                        }
                    }
                    return null;
                },
                newestFirst::close);
    }

    /** Those of two kinds of row, as one; the later one first. */
    static <T> Candidates<T> merged(Candidates<T> one, Candidates<T> other, Comparator<T> latestLast) {
        return new MergedCandidates<>(one, other, latestLast);
    }

    /** Those of them that are so. */
    default Candidates<T> only(Predicate<T> so) {
        return of(
                () -> {
                    T fact = next();
                    while (fact != null && !so.test(fact)) {
                        fact = next();
                    }
                    return fact;
                },
                this::close);
    }

    /** Gives the next one, or null. */
    @FunctionalInterface
    interface Next<T> {
        @Nullable
        T get();
    }

    private static <T> Candidates<T> of(Next<T> next, Runnable close) {
        return new Candidates<>() {
            @Override
            public @Nullable T next() {
                return next.get();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
