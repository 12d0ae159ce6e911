package dev.kassa.export.file;

import java.time.LocalDate;

/** Moments and dates by RFC 3339, in UTC: {@code 2026-11-26T01:23:15.004Z}. Remembers the last day. Not thread-safe. */
final class Times {
    static final long DAY_MS = 86_400_000;

    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private long lastDay = Long.MIN_VALUE;
    private String lastDate = "";

    void append(StringBuilder out, long epochMs) {
        appendDate(out, Math.floorDiv(epochMs, DAY_MS));
        int ms = (int) Math.floorMod(epochMs, DAY_MS);
        int seconds = ms / 1000;
        out.append('T');
        appendTwo(out, seconds / 3600).append(':');
        appendTwo(out, seconds / 60 % 60).append(':');
        appendTwo(out, seconds % 60).append('.');
        out.append((char) ('0' + ms % 1000 / 100));
        appendTwo(out, ms % 100).append('Z');
    }

    /** For the printed page: {@code 2026-11-26 01:23:15}. */
    String toTheSecond(long epochMs) {
        StringBuilder out = new StringBuilder(24);
        append(out, epochMs);
        out.setCharAt(10, ' ');
        return out.substring(0, 19);
    }

    void appendDate(StringBuilder out, long epochDay) {
        if (epochDay != lastDay) {
            lastDate = LocalDate.ofEpochDay(epochDay).toString();
            lastDay = epochDay;
        }
        out.append(lastDate);
    }

    static boolean isDay(long epochDay) {
        return FIRST_DAY <= epochDay && epochDay <= LAST_DAY;
    }

    static boolean isMoment(long epochMs) {
        return isDay(Math.floorDiv(epochMs, DAY_MS));
    }

    private static StringBuilder appendTwo(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
