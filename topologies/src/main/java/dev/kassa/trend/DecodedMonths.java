package dev.kassa.trend;

import dev.kassa.avro.TrendCounts;
import dev.kassa.trend.TrendKeys.Dims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The cells of whole months as they were last read, so that a year of history is not decoded for each who looks at it. What
 * is written is forgotten, and read again by the next who asks. Those longest not asked for give way. Thread-safe.
 */
final class DecodedMonths {
    /** Of all partitions of an application together; about 600 bytes each. */
    private static final int ROWS_MAX = 65_536;

    /** A month of more is read each time: it would drive out too many others. */
    private static final int ROWS_OF_MONTH_MAX = 4_096;

    private static final int AT_FIRST = 64;
    private static final float LOAD = 0.75f;

    private final Map<Place, List<Row>> months = new LinkedHashMap<>(AT_FIRST, LOAD, true);
    private int rows;

    /** A cell, which nobody changes. */
    record Row(Dims dims, TrendCounts counts) {
        Row {
            counts.setFailures(Map.copyOf(counts.getFailures()));
            counts.setRisk(Map.copyOf(counts.getRisk()));
        }
    }

    /**
     * Which cells.
     *
     * @param slice whose days, of all dates of the month; null: the cells that merchants have of the month itself
     */
    record Month(@Nullable Slice slice, int number) {}

    private record Place(Object store, Month month) {}

    /** The months of one partition's store. */
    OfStore ofStore() {
        return new OfStore();
    }

    /** The months of one partition's store. Ask and forget only while the store's lock keeps the two apart. */
    final class OfStore {
        /** Whether anybody ever asked: where nobody reads, who writes has nothing to forget. */
        private volatile boolean asked;

        private OfStore() {}

        List<Row> get(Month month, Supplier<List<Row>> read) {
            Place place = new Place(this, month);
            List<Row> known = known(place);
            if (known != null) {
                return known;
            }
            asked = true;
            List<Row> fresh = List.copyOf(read.get());
            if (fresh.size() <= ROWS_OF_MONTH_MAX) {
                keep(place, fresh);
            }
            return fresh;
        }

        /** The cell of a key was written. */
        void forgetMonthOf(Bytes key) {
            Month month = asked ? TrendKeys.monthWith(key) : null;
            if (month != null) {
                forget(month);
            }
        }

        /** Cells of a month were written. */
        void forget(Month month) {
            DecodedMonths.this.forget(new Place(this, month));
        }

        /** Other rows are in the store. */
        void forgetAll() {
            synchronized (months) {
                new ArrayList<>(months.keySet())
                        .stream().filter(place -> place.store == this).forEach(DecodedMonths.this::forget);
            }
        }
    }

    /** How many cells are kept. */
    int rows() {
        synchronized (months) {
            return rows;
        }
    }

    private @Nullable List<Row> known(Place place) {
        synchronized (months) {
            return months.get(place);
        }
    }

    private void keep(Place place, List<Row> fresh) {
        synchronized (months) {
            forget(place);
            months.put(place, fresh);
            rows += weight(fresh);
            while (rows > ROWS_MAX) {
                forget(months.keySet().iterator().next());
            }
        }
    }

    private void forget(Place place) {
        synchronized (months) {
            List<Row> gone = months.remove(place);
            rows -= gone == null ? 0 : weight(gone);
        }
    }

    /** That a month is empty is also known by something. */
    private static int weight(List<Row> month) {
        return month.size() + 1;
    }
}
