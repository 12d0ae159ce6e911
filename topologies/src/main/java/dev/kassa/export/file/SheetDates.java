package dev.kassa.export.file;

import java.time.LocalDate;

/**
 * Days as spreadsheets count them, 1 on 1900-01-01. They take 1900 for a leap year, so only days from 1900-03-01 on mean
 * the same everywhere.
 */
final class SheetDates {
    private static final long FIRST_DAY = LocalDate.of(1900, 3, 1).toEpochDay();
    private static final long DAYS_TO_EPOCH = -LocalDate.of(1899, 12, 30).toEpochDay();
    private static final long FRACTION = 10_000_000_000L;

    private SheetDates() {}

    static boolean isKnown(long epochDay) {
        return epochDay >= FIRST_DAY;
    }

    static long of(long epochDay) {
        return epochDay + DAYS_TO_EPOCH;
    }

    /** The day with ten decimal places of it: 9 microseconds, so that every millisecond comes back. */
    static void append(StringBuilder out, long epochMs) {
        out.append(of(Math.floorDiv(epochMs, Times.DAY_MS))).append('.');
        long fraction = (Math.floorMod(epochMs, Times.DAY_MS) * FRACTION + Times.DAY_MS / 2) / Times.DAY_MS;
        String digits = Long.toString(FRACTION + fraction);
        out.append(digits, 1, digits.length());
    }
}
