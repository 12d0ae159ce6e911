package dev.kassa.risk;

import java.util.Locale;
import java.util.Optional;

/**
 * One who may not pay.
 *
 * @param value an address or a CIDR range for {@link Kind#IP}, an ISO 3166 alpha-2 code for {@link Kind#COUNTRY}, else the
 *     merchant's own word; e-mail addresses and countries are compared without regard to case
 */
public record BlacklistEntry(Kind kind, String value) {
    private static final int VALUE_MAX = 255;

    /** What an entry names, in the order in which they are asked. */
    public enum Kind {
        IP,
        DEVICE,
        CUSTOMER,
        EMAIL,
        COUNTRY;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        /** The kind of a word such as {@code ip}. */
        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Why it cannot be an entry, in a sentence; empty where it can. */
    public Optional<String> fault() {
        boolean sound = switch (kind) {
            case IP -> IpRange.parse(value) != null;
            case COUNTRY -> value.matches("[A-Za-z]{2}");
            case DEVICE, CUSTOMER, EMAIL -> !value.isBlank() && value.length() <= VALUE_MAX;
        };
        return sound ? Optional.empty() : Optional.of(expectation());
    }

    private String expectation() {
        return switch (kind) {
            case IP -> "must be an IPv4 or IPv6 address, or a range such as 192.0.2.0/24";
            case COUNTRY -> "must be an ISO 3166 alpha-2 code";
            case DEVICE, CUSTOMER, EMAIL -> "must have 1 to " + VALUE_MAX + " characters";
        };
    }
}
