package dev.kassa.export;

import dev.kassa.figure.Granularity;
import org.jspecify.annotations.Nullable;

/**
 * What a file of trends is to tell, beside its span of business dates: of one merchant, or of all together. Never changes.
 *
 * @param byChannel whether rows are split by channel, beside period and currency
 * @param byCountry the same
 * @param channel null: all
 * @param country null: all
 * @param currency null: all
 */
public record TrendOrder(
        Granularity granularity,
        boolean byChannel,
        boolean byCountry,
        @Nullable String channel,
        @Nullable String country,
        @Nullable String currency) {
    String canonical() {
        return granularity.word() + '|' + byChannel + '|' + byCountry + '|' + channel + '|' + country + '|' + currency;
    }
}
