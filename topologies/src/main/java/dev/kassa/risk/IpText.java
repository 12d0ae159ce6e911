package dev.kassa.risk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as RFC 4291 writes them. Never asks a name server, as the JDK's own reader may. */
final class IpText {
    private static final int GROUPS = 8;
    private static final int PARTS = 4;
    private static final int PART_DIGITS_MAX = 3;
    private static final Pattern WORD = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final long MAPPED_IPV4 = 0xffff_0000_0000L;

    private IpText() {}

    /** The address, or null where the text is none. */
    static @Nullable IpRange parse(String text) {
        if (text.indexOf(':') < 0) {
            long v4 = ipv4(text);
            return v4 < 0 ? null : new IpRange(0, MAPPED_IPV4 | v4, 128);
        }
        return ipv6(text);
    }

    /** The 32 bits, or -1. Asked for each payment, so that it makes no objects. */
    private static long ipv4(String text) {
        long address = 0;
        int at = 0;
        for (int part = 0; part < PARTS; part++) {
            if (part > 0 && (at == text.length() || text.charAt(at++) != '.')) {
                return -1;
            }
            int start = at;
            int value = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start < PART_DIGITS_MAX) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            address = address << 8 | value;
        }
        return at == text.length() ? address : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable IpRange ipv6(String text) {
        String groups = text;
        int lastColon = text.lastIndexOf(':');
        if (text.indexOf('.') > lastColon) {
            long v4 = ipv4(text.substring(lastColon + 1));
            if (v4 < 0) {
                return null;
            }
            groups = text.substring(0, lastColon + 1)
                    + Long.toHexString(v4 >>> 16)
                    + ':'
                    + Long.toHexString(v4 & 0xffff);
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            long[] all = words(groups);
            return all == null || all.length != GROUPS ? null : address(all, new long[0]);
        }
        long[] before = words(groups.substring(0, gap));
        long[] after = words(groups.substring(gap + 2));
        // The gap stands for one group of zeros at least.
        return before == null || after == null || before.length + after.length >= GROUPS
                ? null
                : address(before, after);
    }

    private static long @Nullable [] words(String groups) {
        if (groups.isEmpty()) {
            return new long[0];
        }
        String[] texts = groups.split(":", -1);
        long[] words = new long[texts.length];
        for (int i = 0; i < texts.length; i++) {
            if (!WORD.matcher(texts[i]).matches()) {
                return null;
            }
            words[i] = Long.parseLong(texts[i], 16);
        }
        return words;
    }

    private static IpRange address(long[] before, long[] after) {
        long[] halves = new long[2];
        for (int i = 0; i < before.length; i++) {
            set(halves, i, before[i]);
        }
        for (int i = 0; i < after.length; i++) {
            set(halves, GROUPS - after.length + i, after[i]);
        }
        return new IpRange(halves[0], halves[1], 128);
    }

    private static void set(long[] halves, int group, long word) {
        halves[group / 4] |= word << (48 - 16 * (group % 4));
    }
}
