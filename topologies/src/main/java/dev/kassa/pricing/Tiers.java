package dev.kassa.pricing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tiers that Kassa ships with: the fee schedule of each, and how its merchants are settled. They are data: {@code tiers.csv}. Version 0. */
public final class Tiers {
    private static final Map<String, FeeSchedule> SHIPPED =
            TierFile.rows().stream().collect(Collectors.toUnmodifiableMap(TierFile.Row::tier, Tiers::schedule));

    private static final Map<String, Settlement> SETTLEMENTS = TierFile.rows().stream()
            .collect(Collectors.toUnmodifiableMap(
                    TierFile.Row::tier, row -> new Settlement(row.settlementDays(), row.minimumSettlement())));

    private Tiers() {}

    /**
     * How a tier is settled.
     *
     * @param termDays business days until a settlement is due
     * @param minimum ten-thousandths of the major unit below which a settlement is carried over
     */
    public record Settlement(int termDays, long minimum) {}

    /**
     * How merchants of a tier are settled.
     *
     * @throws IllegalArgumentException where there is no such tier
     */
    public static Settlement settlement(String tier) {
        Settlement settlement = SETTLEMENTS.get(tier);
        if (settlement == null) {
            throw new IllegalArgumentException("no tier is called " + tier);
        }
        return settlement;
    }

    /** The schedule of a tier's word such as {@code business}. */
    public static Optional<FeeSchedule> of(String tier) {
        return Optional.ofNullable(SHIPPED.get(tier));
    }

    /** Every tier's word. */
    public static Set<String> words() {
        return SHIPPED.keySet();
    }

    private static FeeSchedule schedule(TierFile.Row row) {
        FeeBand band = new FeeBand(0, row.ratePpm(), 0, row.minimum(), null);
        return new FeeSchedule(row.tier(), 0, List.of(new FeeRule(null, null, null, null, List.of(band))));
    }
}
