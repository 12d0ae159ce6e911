package dev.kassa.edge.render;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A moment as RFC 3339 in UTC with milliseconds. A page of payments has three of them in each, and a formatter of the JDK
 * makes a kilobyte of garbage for each, so the usual years are written by hand.
 */
final class UtcTime {
    private static final DateTimeFormatter ANY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MS_PER_DAY = 86_400_000;
    private static final long YEAR_10000_MS = 253_402_300_800_000L;

    private UtcTime() {}

    static String text(long epochMs) {
        return epochMs < 0 || epochMs >= YEAR_10000_MS ? ANY.format(Instant.ofEpochMilli(epochMs)) : usual(epochMs);
    }

    private static String usual(long epochMs) {
        LocalDate date = LocalDate.ofEpochDay(epochMs / MS_PER_DAY);
        int ms = (int) (epochMs % MS_PER_DAY);
        byte[] text = new byte[24];
        digits(text, 0, 4, date.getYear());
        text[4] = '-';
        digits(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, ms / 3_600_000);
        text[13] = ':';
        digits(text, 14, 2, ms / 60_000 % 60);
        text[16] = ':';
        digits(text, 17, 2, ms / 1_000 % 60);
        text[19] = '.';
        digits(text, 20, 3, ms % 1_000);
        text[23] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int at, int count, int number) {
        int left = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
