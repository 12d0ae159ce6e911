package dev.kassa.risk;

import org.jspecify.annotations.Nullable;

/** Reads IP addresses as RFC 4291 writes them. Never asks a name server, as the JDK's own reader may. */
final class IpText {
    private static final int GROUPS = 8;
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

    /** The 32 bits, or -1. */
    private static long ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long address = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return -1;
            }
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
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
            if (!texts[i].matches("[0-9A-Fa-f]{1,4}")) {
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
