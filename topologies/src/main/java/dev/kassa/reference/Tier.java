package dev.kassa.reference;

import dev.kassa.schema.Currencies;
import java.util.Locale;
import java.util.Optional;

/** The tiers that Kassa ships with, and what they charge. The minimum is in hundredths of the currency's major unit. */
public enum Tier {
    STARTER(80, 100),
    BUSINESS(60, 50),
    ENTERPRISE(45, 20),
    PREMIUM(30, 0);

    private final int rateBp;
    private final long minimumHundredths;

    Tier(int rateBp, long minimumHundredths) {
        this.rateBp = rateBp;
        this.minimumHundredths = minimumHundredths;
    }

    /** The tier of a word such as {@code business}. */
    public static Optional<Tier> of(String word) {
        for (Tier tier : values()) {
            if (tier.word().equals(word)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its prices in a currency; the minimum is rounded HALF_UP to the currency's minor unit. */
    public FeeSchedule feesIn(String currency) {
        long hundredfold = Math.multiplyExact(minimumHundredths, Currencies.minor(currency, 1));
        return new FeeSchedule(rateBp, (hundredfold + 50) / 100);
    }
}
