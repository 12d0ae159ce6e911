package dev.kassa.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The business dates that are closed: no further entry belongs to them. Immutable.
 *
 * @param ranges ascending, with at least one open date between each two
 */
public record ClosedDates(List<Range> ranges) {
    public static final ClosedDates NONE = new ClosedDates(List.of());

    /** Dates from one to another, both included. */
    public record Range(LocalDate from, LocalDate to) {
        public Range {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("dates run from " + from + " to " + to);
            }
        }

        boolean holds(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    public ClosedDates {
        ranges = List.copyOf(ranges);
    }

    public boolean isClosed(LocalDate date) {
        return !openFrom(date).equals(date);
    }

    /** The date itself while it is open, else the first open one after it. */
    public LocalDate openFrom(LocalDate date) {
        // Entries are of late dates as a rule, and there is a range for each week at most.
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (date.isAfter(range.to)) {
                return date;
            }
            if (range.holds(date)) {
                return range.to.plusDays(1);
            }
        }
        return date;
    }

    /**
     * The open dates around an open one that lie together: no closed date is among them.
     *
     * @param within the dates from and up to which is looked; the date is one of them
     */
    public Range openAround(LocalDate date, Range within) {
        LocalDate from = within.from;
        LocalDate to = within.to;
        for (Range range : ranges) {
            if (range.to.isBefore(date) && !range.to.isBefore(from)) {
                from = range.to.plusDays(1);
            } else if (range.from.isAfter(date) && !range.from.isAfter(to)) {
                to = range.from.minusDays(1);
            }
        }
        return new Range(from, to);
    }

    /** With these dates open. */
    public ClosedDates minus(Range open) {
        List<Range> after = new ArrayList<>(ranges.size() + 1);
        for (Range range : ranges) {
            if (range.from.isBefore(open.from)) {
                LocalDate to = range.to.isBefore(open.from) ? range.to : open.from.minusDays(1);
                after.add(new Range(range.from, to));
            }
            if (range.to.isAfter(open.to)) {
                LocalDate from = range.from.isAfter(open.to) ? range.from : open.to.plusDays(1);
                after.add(new Range(from, range.to));
            }
        }
        return new ClosedDates(after);
    }

    /** With these dates closed too. */
    public ClosedDates plus(Range closed) {
        List<Range> after = new ArrayList<>(ranges.size() + 1);
        LocalDate from = closed.from;
        LocalDate to = closed.to;
        for (Range range : ranges) {
            boolean touches = !range.to.isBefore(from.minusDays(1)) && !range.from.isAfter(to.plusDays(1));
            if (touches) {
                from = range.from.isBefore(from) ? range.from : from;
                to = range.to.isAfter(to) ? range.to : to;
            } else {
                after.add(range);
            }
        }
        Range joined = new Range(from, to);
        int place = 0;
        while (place < after.size() && after.get(place).from.isBefore(from)) {
            place++;
        }
        after.add(place, joined);
        return new ClosedDates(after);
    }
}
