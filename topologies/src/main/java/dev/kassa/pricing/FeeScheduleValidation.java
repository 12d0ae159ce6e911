package dev.kassa.pricing;

import dev.kassa.schema.Currencies;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a fee schedule makes sense. One without faults prices every payment without an overflow. */
public final class FeeScheduleValidation {
    public static final int RULES_MAX = 100;
    public static final int BANDS_MAX = 20;
    public static final int RATE_PPM_MAX = 1_000_000;

    /** Ten thousand million major units, in ten-thousandths; in minor units of any currency it fits a long. */
    public static final long MONEY_MAX = 100_000_000_000_000L;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final List<Fault> faults = new ArrayList<>();

    private FeeScheduleValidation() {}

    /** Every fault, in the order of the schedule; empty where it may be used. */
    public static List<Fault> faults(FeeSchedule schedule) {
        FeeScheduleValidation validation = new FeeScheduleValidation();
        validation.schedule(schedule);
        return List.copyOf(validation.faults);
    }

    private void schedule(FeeSchedule schedule) {
        require(
                NAME.matcher(schedule.id()).matches(),
                "/id",
                "must be 1 to 64 of a-z, 0-9, - and _, and begin with a letter or digit");
        require(schedule.version() >= 0, "/version", "must not be below 0");
        List<FeeRule> rules = schedule.rules();
        if (require(!rules.isEmpty() && rules.size() <= RULES_MAX, "/rules", "must be 1 to " + RULES_MAX + " rules")) {
            for (int i = 0; i < rules.size(); i++) {
                rule(rules.get(i), "/rules/" + i);
            }
        }
    }

    private void rule(FeeRule rule, String at) {
        String currency = rule.currency();
        require(
                currency == null || Currencies.isKnown(currency),
                at + "/currency",
                "must be the ISO 4217 code of a currency in use");
        String channel = rule.channel();
        require(channel == null || NAME.matcher(channel).matches(), at + "/channel", "must be a channel's name");
        require(
                rule.from() == null || rule.to() == null || rule.from().isBefore(rule.to()),
                at + "/to",
                "must be after from");
        List<FeeBand> bands = rule.bands();
        if (require(
                !bands.isEmpty() && bands.size() <= BANDS_MAX, at + "/bands", "must be 1 to " + BANDS_MAX + " bands")) {
            for (int i = 0; i < bands.size(); i++) {
                band(bands, i, at + "/bands/" + i);
            }
        }
    }

    private void band(List<FeeBand> bands, int index, String at) {
        FeeBand band = bands.get(index);
        if (index == 0) {
            require(band.fromVolume() == 0, at + "/from_volume", "must be 0 in the first band");
        } else {
            money(band.fromVolume(), at + "/from_volume");
            require(
                    band.fromVolume() > bands.get(index - 1).fromVolume(),
                    at + "/from_volume",
                    "must be above that of the band before");
        }
        require(band.ratePpm() >= 0 && band.ratePpm() <= RATE_PPM_MAX, at + "/rate", "must be 0 to 100 percent");
        money(band.fixed(), at + "/fixed");
        money(band.minimum(), at + "/minimum");
        Long maximum = band.maximum();
        if (maximum != null && money(maximum, at + "/maximum")) {
            require(maximum >= band.minimum(), at + "/maximum", "must not be below the minimum");
        }
    }

    private boolean money(long tenThousandths, String pointer) {
        return require(
                tenThousandths >= 0 && tenThousandths <= MONEY_MAX,
                pointer,
                "must be 0 to " + MONEY_MAX + " ten-thousandths of the major unit");
    }

    private boolean require(boolean holds, String pointer, String sentence) {
        if (!holds) {
            faults.add(new Fault(pointer, sentence));
        }
        return holds;
    }
}
