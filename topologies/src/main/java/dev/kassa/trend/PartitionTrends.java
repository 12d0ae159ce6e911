package dev.kassa.trend;

import dev.kassa.avro.Customer;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FlowTotals;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.TrendApplied;
import dev.kassa.avro.TrendCounts;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.trend.TrendKeys.Dims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the facts of one partition, each once. Many facts are of one place, and the cells of a place are many: so what facts add is
 * summed up by place first, and each cell is changed once for a commit. For one thread.
 */
final class PartitionTrends {
    /** So long the cells of an hour are kept. */
    static final int HOURS_KEPT = 8 * 24;

    private static final List<Slice> HOURLY =
            List.of(Slice.of(), Slice.of(Dimension.CHANNEL), Slice.of(Dimension.MERCHANT));

    /** Of more places than this, what waits is better written now than with the commit. */
    private static final int PLACES_MAX = 5_000;

    private static final int COUNTRY_LENGTH = 2;
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    private final TrendStore store;
    private final TrendApplied applied;
    private final List<Slice> slices;

    private final Map<Place, Cell> counted = new HashMap<>();
    private final Map<FlowPlace, Flows> moved = new HashMap<>();

    private int sweepFrom;
    private int sweptTo;
    private boolean writtenSinceSweep;

    /**
     * What all cells of a payment's or refund's fact follow from.
     *
     * @param hour since 1970-01-01; 0: so long ago that its cells are not kept
     */
    private record Place(Dims dims, int hour) {}

    /** The same of an entry's legs in one currency. */
    private record FlowPlace(String merchantId, int date, String currency) {}

    PartitionTrends(TrendStore store, List<Slice> slices, TrendProgress.Partition progress) {
        this.store = store;
        this.slices = slices;
        this.applied = store.applied();
        requireSameSlices();
        store.tell(this::spread, progress::written);
    }

    /** Others would be counted from here on only: they need the whole history. */
    private void requireSameSlices() {
        List<Integer> bits = slices.stream().map(Slice::bits).sorted().toList();
        if (applied.getSlices().isEmpty()) {
            applied.setSlices(bits);
        } else if (!applied.getSlices().equals(bits)) {
            throw new IllegalStateException("trends are kept in the slices " + applied.getSlices() + ", not in " + bits
                    + "; rebuild them to have others");
        }
    }

    void count(PaymentFact payment, long appendedMs) {
        if (payment.getSequence() <= applied.getPayments()) {
            return;
        }
        applied.setPayments(payment.getSequence());
        List<Effect> effects = TrendRules.of(payment);
        if (!effects.isEmpty()) {
            Dims dims = new Dims(
                    payment.getBusinessDate(),
                    payment.getCurrency(),
                    payment.getMerchantId(),
                    payment.getChannel(),
                    country(payment.getCustomer()));
            add(dims, payment.getOccurredAtMs(), appendedMs, effects);
        }
        afterFact(appendedMs);
    }

    void count(RefundFact refund, long appendedMs) {
        if (refund.getSequence() <= applied.getRefunds()) {
            return;
        }
        applied.setRefunds(refund.getSequence());
        List<Effect> effects = TrendRules.of(refund);
        if (!effects.isEmpty()) {
            int said = refund.getBusinessDate();
            Dims dims = new Dims(
                    said == 0 ? utcDate(refund.getOccurredAtMs()) : said,
                    refund.getCurrency(),
                    refund.getMerchantId(),
                    refund.getChannel(),
                    country(refund.getCountry()));
            add(dims, refund.getOccurredAtMs(), appendedMs, effects);
        }
        afterFact(appendedMs);
    }

    void count(EntryFact entry, long appendedMs) {
        if (entry.getSequence() <= applied.getJournal()) {
            return;
        }
        applied.setJournal(entry.getSequence());
        int date = dateOf(entry);
        for (LegFact leg : entry.getLegs()) {
            moved.computeIfAbsent(new FlowPlace(entry.getMerchantId(), date, leg.getCurrency()), _ -> new Flows())
                    .add(leg.getAccount(), entry.getKind(), leg.getDebit(), leg.getCredit());
        }
        afterFact(appendedMs);
    }

    private void add(Dims dims, long occurredMs, long appendedMs, List<Effect> effects) {
        int hour = Math.toIntExact(Math.floorDiv(occurredMs, HOUR_MS));
        boolean recent = hour > hourOf(Math.max(appendedMs, applied.getLatestMs())) - HOURS_KEPT;
        Cell waiting = counted.computeIfAbsent(new Place(dims, recent ? hour : 0), _ -> new Cell());
        effects.forEach(waiting::add);
    }

    /** Brings what waits into the cells, before they are written. */
    private void spread() {
        counted.forEach((place, waiting) -> {
            TrendCounts counts = waiting.counts();
            cells(place).forEach(cell -> cell.count(counts));
        });
        moved.forEach((place, waiting) -> {
            FlowTotals totals = waiting.totals();
            store.flow(TrendKeys.flow(null, place.date, place.currency)).add(totals);
            store.flow(TrendKeys.flow(place.merchantId, place.date, place.currency))
                    .add(totals);
        });
        counted.clear();
        moved.clear();
        writtenSinceSweep = true;
    }

    private List<Cell> cells(Place place) {
        List<Cell> cells = new ArrayList<>();
        Dims dims = place.dims;
        slices.forEach(slice -> cells.add(store.cell(TrendKeys.day(slice, dims))));
        cells.add(store.cell(TrendKeys.month(TrendKeys.monthOf(dims.period()), dims)));
        if (place.hour != 0) {
            Dims hourly = new Dims(place.hour, dims.currency(), dims.merchantId(), dims.channel(), dims.country());
            HOURLY.forEach(slice -> cells.add(store.cell(TrendKeys.hour(slice, hourly))));
        }
        return cells;
    }

    private void afterFact(long appendedMs) {
        applied.setLatestMs(Math.max(appendedMs, applied.getLatestMs()));
        int keptFrom = hourOf(applied.getLatestMs()) - HOURS_KEPT + 1;
        if (writtenSinceSweep && keptFrom > sweptTo) {
            sweep(keptFrom);
        }
        if (counted.size() + moved.size() > PLACES_MAX) {
            store.flushCache();
        }
    }

    /**
     * Takes out the hours before one. Rows are swept once: to look for them again would be to walk over all that were taken
     * out. A cell that waits to be written is not found, so the next sweep begins where all had been written before this one.
     */
    private void sweep(int keptFrom) {
        store.sweep(TrendKeys.hourFrom(sweepFrom, null, null), TrendKeys.hourFrom(keptFrom, null, null));
        sweepFrom = sweptTo;
        sweptTo = keptFrom;
        writtenSinceSweep = false;
    }

    private static int hourOf(long ms) {
        return Math.toIntExact(ms / HOUR_MS);
    }

    private static int dateOf(EntryFact entry) {
        Integer businessDate = entry.getBusinessDate();
        if (businessDate != null) {
            return businessDate;
        }
        Integer settlementDate = entry.getSettlementDate();
        return settlementDate == null ? utcDate(entry.getOccurredAtMs()) : settlementDate;
    }

    private static int utcDate(long ms) {
        return Math.toIntExact(Math.floorDiv(ms, TimeUnit.DAYS.toMillis(1)));
    }

    private static String country(@Nullable Customer customer) {
        return customer == null ? "" : country(customer.getCountry());
    }

    /** What is no code of a country is as if it were not said. */
    private static String country(@Nullable String country) {
        return country == null || country.length() != COUNTRY_LENGTH || country.indexOf(0) >= 0 ? "" : country;
    }
}
