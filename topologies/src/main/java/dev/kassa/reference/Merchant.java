package dev.kassa.reference;

import dev.kassa.limit.Limits;
import dev.kassa.schema.Currencies;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a merchant.
 *
 * @param country ISO 3166 alpha-2, ZZ where none is known
 * @param currencies ISO 4217 codes that it takes
 * @param tier the id of the fee schedule that holds where it has none of its own
 * @param feeSchedule the id of its own
 * @param limits those of every currency that has none of its own
 * @param limitsByCurrency those of some currencies
 * @param negativeLimit how far below zero its pending balance may go, in minor units; null: 10,000.00
 * @param version of its settings
 */
public record Merchant(
        String id,
        MerchantStatus status,
        String country,
        ZoneId zone,
        List<String> currencies,
        String tier,
        @Nullable String feeSchedule,
        Limits limits,
        Map<String, Limits> limitsByCurrency,
        @Nullable Long negativeLimit,
        long version) {
    private static final long NEGATIVE_LIMIT_MAJOR = 10_000;

    public boolean isActive() {
        return status == MerchantStatus.ACTIVE;
    }

    public Limits limitsIn(String currency) {
        return limitsByCurrency.getOrDefault(currency, limits);
    }

    /** How far below zero its pending balance may go, in minor units of the currency. */
    public long negativeLimit(String currency) {
        return negativeLimit == null ? Currencies.minor(currency, NEGATIVE_LIMIT_MAJOR) : negativeLimit;
    }
}
