package dev.kassa.reference;

import dev.kassa.schema.Currencies;
import java.util.List;

/**
 * What the rules need to know of a merchant.
 *
 * @param currencies ISO 4217 codes that it takes
 */
public record Merchant(String id, String status, List<String> currencies, Tier tier) {
    private static final long NEGATIVE_LIMIT_MAJOR = 10_000;

    public boolean isActive() {
        return status.equals("active");
    }

    /** What a payment in a currency costs it; a currency that nobody knows costs nothing, and is refused elsewhere. */
    public FeeSchedule feesIn(String currency) {
        return Currencies.isKnown(currency) ? tier.feesIn(currency) : new FeeSchedule(0, 0);
    }

    /** How far below zero its pending balance may go, in minor units of the currency. */
    public long negativeLimit(String currency) {
        return Currencies.minor(currency, NEGATIVE_LIMIT_MAJOR);
    }
}
