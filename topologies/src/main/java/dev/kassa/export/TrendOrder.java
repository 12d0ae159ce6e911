package dev.kassa.export;

import dev.kassa.port.Granularity;
import dev.kassa.port.Trends.Dimension;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file of trends is to tell, beside its span of business dates. Never changes.
 *
 * @param by what rows are split by, beside period and currency: channel, country
 * @param channel null: all
 * @param country null: all
 * @param currency null: all
 */
public record TrendOrder(
        Granularity granularity,
        Set<Dimension> by,
        @Nullable String channel,
        @Nullable String country,
        @Nullable String currency) {
    public TrendOrder {
        if (by.contains(Dimension.MERCHANT)) {
            throw new IllegalArgumentException("a file of trends is of one merchant, or of all together");
        }
        by = Set.copyOf(by);
    }

    String canonical() {
        return granularity.word()
                + '|'
                + by.stream().sorted().toList()
                + '|'
                + channel
                + '|'
                + country
                + '|'
                + currency;
    }
}
