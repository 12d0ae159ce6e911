package dev.kassa.edge;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** Which currencies there are. */
final class Currencies {
    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }
}
