package dev.kassa.pricing;

import dev.kassa.schema.Currencies;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Prices under a name. Immutable.
 *
 * @param version 0 where it is shipped; rises with each change
 * @param rules in order of precedence
 */
public record FeeSchedule(String id, long version, List<FeeRule> rules) {
    public FeeSchedule {
        rules = List.copyOf(rules);
    }

    /**
     * The prices of a payment: those of the first rule that fits, at the month's volume; empty where none fits, or where
     * nobody knows the currency.
     *
     * @param businessDate of the payment, in the merchant's zone
     * @param monthVolume captured in this currency in the date's month before this payment, minor units
     */
    public Optional<FeeTerms> termsFor(String currency, String channel, LocalDate businessDate, long monthVolume) {
        if (!Currencies.isKnown(currency)) {
            return Optional.empty();
        }
        for (FeeRule rule : rules) {
            if (rule.fits(currency, channel, businessDate)) {
                return Optional.of(terms(currency, bandAt(rule.bands(), currency, monthVolume)));
            }
        }
        return Optional.empty();
    }

    private static FeeBand bandAt(List<FeeBand> bands, String currency, long monthVolume) {
        FeeBand reached = bands.getFirst();
        for (FeeBand band : bands) {
            if (monthVolume < Currencies.minorOfTenThousandths(currency, band.fromVolume())) {
                break;
            }
            reached = band;
        }
        return reached;
    }

    private FeeTerms terms(String currency, FeeBand band) {
        Long maximum = band.maximum();
        return new FeeTerms(
                id,
                version,
                band.ratePpm(),
                Currencies.minorOfTenThousandths(currency, band.fixed()),
                Currencies.minorOfTenThousandths(currency, band.minimum()),
                maximum == null ? null : Currencies.minorOfTenThousandths(currency, maximum));
    }
}
