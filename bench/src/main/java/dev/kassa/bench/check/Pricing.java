package dev.kassa.bench.check;

import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.MerchantFact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prices, in BigDecimal: the shipped tariff as product.md prints it, and schedules as the API describes them. */
final class Pricing {
    private static final BigDecimal NEGATIVE_LIMIT = new BigDecimal("10000.00");
    private static final int PLACES_OF_A_PRICE = 4;
    private static final int PLACES_OF_A_RATE = 6;

    private static final Map<String, Band> SHIPPED = Map.of(
            "starter", shipped("0.0080", "1.00"),
            "business", shipped("0.0060", "0.50"),
            "enterprise", shipped("0.0045", "0.20"),
            "premium", shipped("0.0030", "0"));

    private Pricing() {}

    /** In major units; the rate is a share of the amount. */
    private record Band(
            BigDecimal rate,
            BigDecimal fixed,
            BigDecimal minimum,
            @Nullable BigDecimal maximum) {}

    /**
     * What a payment costs, whatever changes afterwards.
     *
     * @param version of the schedule; 0 where it is the shipped one
     */
    record Terms(String schedule, long version, Band band, String currency) {
        /** The fee of a capture in minor units: percentage rounded half up and the fixed part, within minimum and maximum. */
        long feeOn(long captured) {
            BigDecimal fee = new BigDecimal(captured)
                    .multiply(band.rate)
                    .setScale(0, RoundingMode.HALF_UP)
                    .add(minor(band.fixed, currency))
                    .max(minor(band.minimum, currency));
            BigDecimal maximum = band.maximum;
            return (maximum == null ? fee : fee.min(minor(maximum, currency))).longValueExact();
        }
    }

    /** What is asked for, as far as prices depend on it; the volume is what was captured in the month, in minor units. */
    record Asked(String currency, String channel, int businessDate, long volume) {}

    static boolean isTier(String id) {
        return SHIPPED.containsKey(id);
    }

    /** The merchant's own schedule's prices where one of its rules fits, else its tier's, as changed or else as shipped. */
    static Terms of(MerchantFact merchant, Tables tables, Asked asked) {
        String own = merchant.getFeeSchedule();
        return Optional.ofNullable(own)
                .flatMap(id -> of(id, tables, asked))
                .or(() -> of(merchant.getTier(), tables, asked))
                .orElseThrow(() -> new IllegalStateException("no such tier: " + merchant.getTier()));
    }

    private static Optional<Terms> of(String id, Tables tables, Asked asked) {
        Optional<Terms> changed = tables.schedule(id).stream()
                .filter(rule -> fits(rule, asked))
                .findFirst()
                .map(rule -> new Terms(id, version(id, tables), band(rule.getBands(), asked), asked.currency));
        Band shipped = SHIPPED.get(id);
        return changed.isPresent() || shipped == null
                ? changed
                : Optional.of(new Terms(id, 0, shipped, asked.currency));
    }

    private static long version(String id, Tables tables) {
        return tables.find("fee-schedule", id).orElseThrow().getVersion();
    }

    private static boolean fits(FeeRuleBody rule, Asked asked) {
        Integer from = rule.getEffectiveFrom();
        Integer to = rule.getEffectiveTo();
        return (rule.getCurrency() == null || rule.getCurrency().equals(asked.currency))
                && (rule.getChannel() == null || rule.getChannel().equals(asked.channel))
                && (from == null || from <= asked.businessDate)
                && (to == null || asked.businessDate < to);
    }

    /** The last band whose volume the month had reached. */
    private static Band band(List<FeeBandBody> bands, Asked asked) {
        BigDecimal volume = new BigDecimal(asked.volume);
        FeeBandBody reached = bands.stream()
                .filter(band -> volume.compareTo(minor(price(band.getFromVolume()), asked.currency)) >= 0)
                .reduce((before, after) -> after)
                .orElse(bands.getFirst());
        Long maximum = reached.getMaximum();
        return new Band(
                BigDecimal.valueOf(reached.getRatePpm(), PLACES_OF_A_RATE),
                price(reached.getFixed()),
                price(reached.getMinimum()),
                maximum == null ? null : price(maximum));
    }

    /** How far below zero a merchant's pending may fall, in minor units. */
    static long negativeLimit(MerchantFact merchant, String currency) {
        Long own = merchant.getNegativeLimit();
        return own == null ? minor(NEGATIVE_LIMIT, currency).longValueExact() : own;
    }

    /** Major units as whole minor units, rounded half up. */
    static BigDecimal minor(BigDecimal major, String currency) {
        int exponent = Currency.getInstance(currency).getDefaultFractionDigits();
        return major.movePointRight(exponent).setScale(0, RoundingMode.HALF_UP);
    }

    private static BigDecimal price(long tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, PLACES_OF_A_PRICE);
    }

    private static Band shipped(String rate, String minimum) {
        return new Band(new BigDecimal(rate), BigDecimal.ZERO, new BigDecimal(minimum), null);
    }
}
