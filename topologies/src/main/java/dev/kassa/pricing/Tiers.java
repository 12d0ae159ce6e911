package dev.kassa.pricing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fee schedules that Kassa ships with, one per tier. They are data: {@code tiers.csv}. Version 0. */
public final class Tiers {
    private static final Map<String, FeeSchedule> SHIPPED =
            TierFile.rows().stream().collect(Collectors.toUnmodifiableMap(TierFile.Row::tier, Tiers::schedule));

    private Tiers() {}

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
