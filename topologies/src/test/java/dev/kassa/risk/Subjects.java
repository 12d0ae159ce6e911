package dev.kassa.risk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments for tests to be judged. */
final class Subjects {
    private Subjects() {}

    /** One that no shipped rule has anything against. */
    static RiskSubject plain() {
        return with("");
    }

    /** That one with some things changed, such as {@code amount=1000001 per_ip=21 device=-}; {@code -} is nothing. */
    static RiskSubject with(String changes) {
        Map<String, String> changed = new HashMap<>();
        for (String change : changes.isBlank() ? new String[0] : changes.strip().split(" +")) {
            changed.put(change.substring(0, change.indexOf('=')), change.substring(change.indexOf('=') + 1));
        }
        RiskSubject subject = new RiskSubject(
                taken(changed, "merchant", "shop"),
                taken(changed, "merchant_country", "DE"),
                taken(changed, "tier", "business"),
                Long.parseLong(taken(changed, "amount", "1000")),
                taken(changed, "currency", "EUR"),
                "simulator",
                optional(changed, "customer", "c-1"),
                optional(changed, "email", "ann@example.org"),
                optional(changed, "ip", "192.0.2.7"),
                optional(changed, "device", "d-1"),
                optional(changed, "country", "DE"),
                optional(changed, "ip_country", "DE"),
                Boolean.parseBoolean(taken(changed, "geo", "true")),
                Boolean.parseBoolean(taken(changed, "new_device", "false")),
                Integer.parseInt(taken(changed, "per_ip", "1")),
                Integer.parseInt(taken(changed, "per_device", "1")),
                Integer.parseInt(taken(changed, "per_customer", "1")),
                Integer.parseInt(taken(changed, "per_merchant", "1")),
                Boolean.parseBoolean(taken(changed, "cross_ip", "false")),
                Boolean.parseBoolean(taken(changed, "cross_device", "false")),
                Integer.parseInt(taken(changed, "hour", "12")));
        if (!changed.isEmpty()) {
            throw new IllegalArgumentException("nothing is called " + changed.keySet());
        }
        return subject;
    }

    private static String taken(Map<String, String> changed, String name, String plain) {
        String value = changed.remove(name);
        return value == null ? plain : value;
    }

    private static @Nullable String optional(Map<String, String> changed, String name, String plain) {
        String value = taken(changed, name, plain);
        return value.equals("-") ? null : value;
    }
}
