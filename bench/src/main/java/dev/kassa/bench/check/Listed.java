package dev.kassa.bench.check;

import dev.kassa.avro.Customer;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which blacklists a payment is on: every entry is held against it, one by one. */
final class Listed {
    private static final int BITS = 128;
    private static final int BITS_OF_IPV4 = 32;

    private Listed() {}

    /** Reasons such as {@code blacklisted_ip}. */
    static Set<String> reasons(Set<String> blacklist, Customer customer, @Nullable String ipCountry) {
        Set<String> reasons = new TreeSet<>();
        for (String entry : blacklist) {
            int colon = entry.indexOf(':');
            String kind = entry.substring(0, colon);
            if (isOn(kind, entry.substring(colon + 1), customer, ipCountry)) {
                reasons.add("blacklisted_" + kind);
            }
        }
        return reasons;
    }

    private static boolean isOn(String kind, String value, Customer customer, @Nullable String ipCountry) {
        return switch (kind) {
            case "ip" -> customer.getIp() != null && isWithin(customer.getIp(), value);
            case "device" -> value.equals(customer.getDevice());
            case "customer" -> value.equals(customer.getId());
            case "email" -> value.equalsIgnoreCase(customer.getEmail());
            case "country" -> value.equalsIgnoreCase(customer.getCountry()) || value.equalsIgnoreCase(ipCountry);
            default -> false;
        };
    }

    private static boolean isWithin(String address, String range) {
        int slash = range.indexOf('/');
        String first = slash < 0 ? range : range.substring(0, slash);
        Optional<BigInteger> from = number(first);
        Optional<BigInteger> asked = number(address);
        if (from.isEmpty() || asked.isEmpty()) {
            return false;
        }
        int shift = slash < 0
                ? 0
                : (first.contains(":") ? BITS : BITS_OF_IPV4) - Integer.parseInt(range.substring(slash + 1));
        return from.get().shiftRight(shift).equals(asked.get().shiftRight(shift));
    }

    /** IPv4 behind the prefix under which IPv6 knows it. */
    private static Optional<BigInteger> number(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text.toLowerCase(Locale.ROOT));
            BigInteger number = new BigInteger(1, address.getAddress());
            return Optional.of(
                    address instanceof Inet4Address
                            ? number.add(BigInteger.valueOf(0xffff).shiftLeft(BITS_OF_IPV4))
                            : number);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
