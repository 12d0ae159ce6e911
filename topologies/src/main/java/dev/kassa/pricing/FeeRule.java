package dev.kassa.pricing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices for the payments that it fits.
 *
 * @param currency ISO 4217 code; null: any
 * @param channel null: any
 * @param from first business date; null: since ever
 * @param to the business date before which it ends; null: for ever
 * @param bands by the month's volume, ascending, the first from 0
 */
public record FeeRule(
        @Nullable String currency,
        @Nullable String channel,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<FeeBand> bands) {
    public FeeRule {
        bands = List.copyOf(bands);
    }

    boolean fits(String paymentCurrency, String paymentChannel, LocalDate businessDate) {
        return (currency == null || currency.equals(paymentCurrency))
                && (channel == null || channel.equals(paymentChannel))
                && (from == null || !businessDate.isBefore(from))
                && (to == null || businessDate.isBefore(to));
    }
}
