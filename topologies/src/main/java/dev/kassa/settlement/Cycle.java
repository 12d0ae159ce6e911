package dev.kassa.settlement;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** How often a merchant is settled. */
public enum Cycle {
    /** Each business date by itself. */
    DAILY,
    /** Monday to Sunday. */
    WEEKLY,
    /** The calendar month. */
    MONTHLY,
    /** Each business date by itself, and only when somebody asks. */
    MANUAL;

    /** The cycle of a word such as {@code weekly}. */
    public static Optional<Cycle> of(String word) {
        for (Cycle cycle : values()) {
            if (cycle.word().equals(word)) {
                return Optional.of(cycle);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first date of the period that a date is in. */
    public LocalDate firstOf(LocalDate date) {
        return switch (this) {
            case DAILY, MANUAL -> date;
            case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> date.withDayOfMonth(1);
        };
    }

    /** The last date of the period that a date is in. */
    public LocalDate lastOf(LocalDate date) {
        return switch (this) {
            case DAILY, MANUAL -> date;
            case WEEKLY -> date.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTHLY -> date.with(TemporalAdjusters.lastDayOfMonth());
        };
    }

    /** Whether it closes by itself. */
    public boolean closesByItself() {
        return this != MANUAL;
    }

    /**
     * When the period of a date is to be closed: at the cut-off on the day after its last date, and the grace later by the
     * merchant's clock. A time that a change of the clocks leaves out is taken as late as the change moves it, one that
     * comes twice the first time.
     */
    public Instant closesAt(LocalDate date, LocalTime cutOff, int graceMinutes, ZoneId zone) {
        return lastOf(date)
                .plusDays(1)
                .atTime(cutOff)
                .plusMinutes(graceMinutes)
                .atZone(zone)
                .toInstant();
    }
}
