package dev.kassa.figure;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/** How long the periods are that a trend is told by. */
public enum Granularity {
    /** A business date, as {@code 2011-03-07}. */
    DAILY,
    /** An ISO week, as {@code 2011-W10}. */
    WEEKLY,
    /** A month, as {@code 2011-03}. */
    MONTHLY;

    /** As a caller writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where there is none of this word. */
    public static Optional<Granularity> of(String word) {
        for (Granularity granularity : values()) {
            if (granularity.word().equals(word)) {
                return Optional.of(granularity);
            }
        }
        return Optional.empty();
    }

    /** The period that a date is in. Periods of one granularity stand in order of time when they are sorted as texts. */
    public String periodOf(LocalDate date) {
        return switch (this) {
            case DAILY -> date.toString();
            case WEEKLY ->
                "%04d-W%02d"
                        .formatted(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> YearMonth.from(date).toString();
        };
    }
}
