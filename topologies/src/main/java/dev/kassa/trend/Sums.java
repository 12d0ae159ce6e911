package dev.kassa.trend;

import dev.kassa.avro.TrendCounts;
import dev.kassa.trend.TrendKeys.Dims;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Cells added up where they are of the same. One that is alone stays as it was written. Not thread-safe. */
final class Sums {
    private final Map<Dims, Sum> sums = new LinkedHashMap<>();

    private static final class Sum {
        private final TrendCounts first;
        private @Nullable Cell all;

        Sum(TrendCounts first) {
            this.first = first;
        }

        void add(TrendCounts more) {
            Cell sum = all;
            if (sum == null) {
                sum = new Cell(first);
                all = sum;
            }
            sum.add(more);
        }

        TrendCounts counts() {
            return all == null ? first : all.counts();
        }
    }

    /**
     * Adds a cell.
     *
     * @param counts is kept, and not changed
     * @throws ArithmeticException where a sum is beyond a long
     */
    void add(Dims dims, TrendCounts counts) {
        Sum sum = sums.get(dims);
        if (sum == null) {
            sums.put(dims, new Sum(counts));
        } else {
            sum.add(counts);
        }
    }

    int size() {
        return sums.size();
    }

    /** Each sum, in the order in which the first of it came. */
    void forEach(BiConsumer<Dims, TrendCounts> take) {
        sums.forEach((dims, sum) -> take.accept(dims, sum.counts()));
    }
}
