package dev.kassa.check;

import dev.kassa.avro.CheckedCut;
import dev.kassa.avro.CheckedPurse;
import dev.kassa.avro.CheckedWindow;
import dev.kassa.avro.DateRange;
import dev.kassa.settlement.ClosedDates;
import dev.kassa.settlement.ClosedDates.Range;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of the business dates of a merchant in one currency: open ones, those that were cut, and those that
 * are settled. Dates in days since 1970-01-01. Not thread-safe.
 */
final class Purse {
    /** Ids sort by time, so the oldest go first, long after their settlements would have been drawn up. */
    private static final int EMPTY_CUTS_MAX = 32;

    final String merchantId;
    final String currency;
    private final TreeMap<Integer, Sum> windows = new TreeMap<>();
    private final Map<String, Cut> cuts = new TreeMap<>();
    private ClosedDates closed = ClosedDates.NONE;
    private int lastClosed = Integer.MIN_VALUE;

    Purse(String merchantId, String currency) {
        this.merchantId = merchantId;
        this.currency = currency;
    }

    /** Entries, and by how much they raised pending. */
    static final class Sum {
        long entries;
        long owed;

        Sum() {}

        Sum(long entries, long owed) {
            this.entries = entries;
            this.owed = owed;
        }

        void add(long more, long owedMore) {
            entries += more;
            owed = Math.addExact(owed, owedMore);
        }
    }

    /** Closed dates whose settlement is not drawn up yet. */
    record Cut(int from, int to, Sum sum) {}

    boolean isClosed(int date) {
        return date <= lastClosed && closed.isClosed(LocalDate.ofEpochDay(date));
    }

    void add(int date, long owed) {
        Sum sum = windows.get(date);
        if (sum == null) {
            sum = new Sum();
            windows.put(date, sum);
        }
        sum.add(1, owed);
    }

    /** Takes the dates' entries out for a settlement. One that found nothing to settle before leaves its dates to this. */
    void cut(String settlementId, int from, int to) {
        Sum sum = new Sum();
        Iterator<Cut> before = cuts.values().iterator();
        while (before.hasNext()) {
            Cut dissolved = before.next();
            if (dissolved.from <= to && dissolved.to >= from) {
                sum.add(dissolved.sum.entries, dissolved.sum.owed);
                before.remove();
            }
        }
        Map<Integer, Sum> taken = windows.subMap(from, true, to, true);
        taken.values().forEach(each -> sum.add(each.entries, each.owed));
        taken.clear();
        cuts.put(settlementId, new Cut(from, to, sum));
        forgetEmpty();
    }

    /** A cut that found nothing to settle is never drawn up: one a day of a merchant who rests would be kept for ever. */
    private void forgetEmpty() {
        List<String> empty = cuts.entrySet().stream()
                .filter(each -> each.getValue().sum.entries == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (empty.size() > EMPTY_CUTS_MAX) {
            cuts.remove(empty.getFirst());
        }
    }

    boolean isCutFor(String settlementId) {
        return cuts.containsKey(settlementId);
    }

    /** The dates are settled; null where they were not cut, or were settled before. */
    @Nullable
    Cut drawUp(String settlementId) {
        Cut cut = cuts.remove(settlementId);
        if (cut != null) {
            closed = closed.plus(new Range(LocalDate.ofEpochDay(cut.from), LocalDate.ofEpochDay(cut.to)));
            lastClosed = Math.max(lastClosed, cut.to);
        }
        return cut;
    }

    /** How many entries came to dates of a settlement after these were cut. They are of no settlement. */
    long late(Cut cut) {
        return windows.subMap(cut.from, true, cut.to, true).values().stream()
                .mapToLong(sum -> sum.entries)
                .sum();
    }

    CheckedPurse written() {
        List<DateRange> ranges = new ArrayList<>();
        closed.ranges()
                .forEach(range -> ranges.add(new DateRange(
                        Math.toIntExact(range.from().toEpochDay()),
                        Math.toIntExact(range.to().toEpochDay()))));
        List<CheckedWindow> open = new ArrayList<>();
        windows.forEach((date, sum) -> open.add(new CheckedWindow(date, sum.entries, sum.owed)));
        List<CheckedCut> waiting = new ArrayList<>();
        cuts.forEach((id, cut) -> waiting.add(new CheckedCut(id, cut.from, cut.to, cut.sum.entries, cut.sum.owed)));
        return new CheckedPurse(merchantId, currency, ranges, open, waiting);
    }

    static Purse read(CheckedPurse written) {
        Purse purse = new Purse(written.getMerchantId(), written.getCurrency());
        for (DateRange range : written.getClosed()) {
            purse.closed = purse.closed.plus(
                    new Range(LocalDate.ofEpochDay(range.getFrom()), LocalDate.ofEpochDay(range.getTo())));
            purse.lastClosed = Math.max(purse.lastClosed, range.getTo());
        }
        written.getWindows()
                .forEach(each -> purse.windows.put(each.getDate(), new Sum(each.getEntries(), each.getOwed())));
        written.getCuts()
                .forEach(each -> purse.cuts.put(
                        each.getSettlementId(),
                        new Cut(each.getFromDate(), each.getToDate(), new Sum(each.getEntries(), each.getOwed()))));
        return purse;
    }
}
