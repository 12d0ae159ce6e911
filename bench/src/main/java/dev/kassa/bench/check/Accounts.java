package dev.kassa.bench.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chart of accounts, as product.md names it. */
final class Accounts {
    static final List<String> BUCKETS =
            List.of("pending", "available", "reserve", "in_transit", "refund_hold", "dispute_hold");

    private static final Pattern MERCHANT = Pattern.compile("merchant:(.+):([a-z_]+)");
    private static final Pattern PLATFORM =
            Pattern.compile("fees|channel:[a-z0-9_-]+:(receivable|costs)|bank:clearing|suspense|fx");

    private Accounts() {}

    static String merchant(String merchantId, String bucket) {
        return "merchant:" + merchantId + ":" + bucket;
    }

    static String receivable(String channel) {
        return "channel:" + channel + ":receivable";
    }

    /** Whose account it is; empty for the platform's. */
    static Optional<String> owner(String account) {
        Matcher form = MERCHANT.matcher(account);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    static boolean wellNamed(String account) {
        Matcher form = MERCHANT.matcher(account);
        return form.matches()
                ? BUCKETS.contains(form.group(2))
                : PLATFORM.matcher(account).matches();
    }

    /** Merchants' accounts are shown summed by bucket. */
    static String trialBalanceName(String account) {
        Matcher form = MERCHANT.matcher(account);
        return form.matches() ? "merchants:" + form.group(2) : account;
    }
}
