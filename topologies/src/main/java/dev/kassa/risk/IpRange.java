package dev.kassa.risk;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses: the first of its 128 bits, an IPv4 address being the IPv6 address that it is mapped to
 * ({@code ::ffff:a.b.c.d}). A single address is a range of 128 bits. Bits after the prefix are zero.
 *
 * @param prefixBits how many bits count, 0 to 128
 */
record IpRange(long high, long low, int prefixBits) {
    private static final int BITS = 128;
    private static final int TEXT_MAX = 49;

    /** An address or a range such as {@code 192.0.2.0/24}, or null where the text is neither. */
    static @Nullable IpRange parse(String text) {
        if (text.length() > TEXT_MAX) {
            return null;
        }
        int slash = text.indexOf('/');
        IpRange address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0 || address == null) {
            return address;
        }
        String bits = text.substring(slash + 1);
        int before = text.lastIndexOf(':', slash) < 0 ? 96 : 0;
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) + before > BITS) {
            return null;
        }
        return address.within(Integer.parseInt(bits) + before);
    }

    /** The range of so many bits that this address is in. */
    IpRange within(int bits) {
        return new IpRange(high & mask(bits), low & mask(bits - Long.SIZE), bits);
    }

    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }
}
