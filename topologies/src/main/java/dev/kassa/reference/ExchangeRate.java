package dev.kassa.reference;

import dev.kassa.pricing.Fault;
import dev.kassa.schema.Currencies;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a currency is worth in another.
 *
 * @param rate decimal text, above zero, at most nine digits before the point and ten behind it
 * @param validToMs exclusive; null: until it is replaced
 * @param source who says so
 */
public record ExchangeRate(
        String base,
        String quote,
        String rate,
        long validFromMs,
        @Nullable Long validToMs,
        String source) {
    private static final Pattern RATE = Pattern.compile("\\d{1,9}(\\.\\d{1,10})?");
    private static final Pattern ZERO = Pattern.compile("[0.]+");
    private static final int SOURCE_MAX = 100;

    /** What is wrong with it, if anything is. It is named by its currencies, as {@code EUR-USD}. */
    public Optional<Fault> fault(String name) {
        if (!Currencies.isKnown(base)) {
            return Optional.of(new Fault("/base", "must be a currency of ISO 4217"));
        }
        if (!Currencies.isKnown(quote) || quote.equals(base)) {
            return Optional.of(new Fault("/quote", "must be another currency of ISO 4217"));
        }
        if (!name.equals(base + "-" + quote)) {
            return Optional.of(new Fault("/base", "must be named by its currencies, as EUR-USD"));
        }
        if (!RATE.matcher(rate).matches() || ZERO.matcher(rate).matches()) {
            return Optional.of(new Fault("/rate", "must be a decimal above 0, such as \"1.0842\""));
        }
        if (validToMs != null && validToMs <= validFromMs) {
            return Optional.of(new Fault("/valid_to", "must be after valid_from"));
        }
        return source.isBlank() || source.length() > SOURCE_MAX
                ? Optional.of(
                        new Fault("/source", "must say who gives the rate, in at most " + SOURCE_MAX + " characters"))
                : Optional.empty();
    }
}
