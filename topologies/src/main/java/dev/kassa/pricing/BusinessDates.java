package dev.kassa.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar date on which something happened for a merchant. */
public final class BusinessDates {
    private BusinessDates() {}

    /**
     * The date in the zone at that moment; right on the days whose 23 or 25 hours come of a change of the clocks.
     *
     * @param ms milliseconds since 1970-01-01 UTC
     */
    public static LocalDate of(long ms, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(ms), zone);
    }
}
