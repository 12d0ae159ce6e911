package dev.kassa.edge.report;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/**
 * A range of business dates.
 *
 * @param from its first
 * @param to its last
 */
public record Span(LocalDate from, LocalDate to) {
    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a span from " + from + " cannot end at " + to);
        }
    }

    /**
     * The equal span before: as many whole months where it is whole months, else as many days. So March is compared with
     * February, and a week with the seven days before.
     */
    public Span before() {
        boolean wholeMonths = from.getDayOfMonth() == 1 && to.getDayOfMonth() == to.lengthOfMonth();
        LocalDate end = from.minusDays(1);
        if (wholeMonths) {
            long months = Period.between(from, to.plusDays(1)).toTotalMonths();
            return new Span(from.minusMonths(months), end);
        }
        return new Span(from.minusDays(days()), end);
    }

    /** How many dates it has. */
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Its first date in days since 1970-01-01. */
    public int fromDay() {
        return Math.toIntExact(from.toEpochDay());
    }

    /** The day after its last, likewise. */
    public int toDay() {
        return Math.toIntExact(to.toEpochDay() + 1);
    }
}
