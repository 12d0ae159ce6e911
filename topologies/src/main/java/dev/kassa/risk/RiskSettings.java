package dev.kassa.risk;

import dev.kassa.reference.MoneySetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers that risk is judged by, all of them. Immutable.
 *
 * @param values in the order of {@link RiskSetting}
 */
public record RiskSettings(List<Long> values) {
    /** What Kassa ships with. */
    public static final RiskSettings SHIPPED = new RiskSettings(
            Arrays.stream(RiskSetting.values()).map(RiskSetting::shipped).toList());

    public RiskSettings {
        values = List.copyOf(values);
        if (values.size() != RiskSetting.values().length) {
            throw new IllegalArgumentException("not a value for each setting: " + values);
        }
    }

    /** A number, in the unit of its type: points, payments, seconds, ten-thousandths of the major unit. */
    public long value(RiskSetting setting) {
        return values.get(setting.ordinal());
    }

    /**
     * These with one number changed; a number that something else goes by changes nothing here.
     *
     * @param settingName such as {@code risk.score.blacklist}
     * @throws IllegalArgumentException with a sentence, where there is no such setting or the value is not one of its
     */
    public RiskSettings with(String settingName, String value) {
        if (MoneySetting.of(settingName).isPresent()) {
            return this;
        }
        RiskSetting setting = RiskSetting.of(settingName)
                .orElseThrow(() -> new IllegalArgumentException("no setting is called " + settingName));
        List<Long> changed = new ArrayList<>(values);
        changed.set(setting.ordinal(), setting.parse(value));
        return new RiskSettings(changed);
    }

    /** The sliding window in which payments are counted. */
    public long windowSeconds() {
        return value(RiskSetting.FREQUENCY_WINDOW);
    }

    /** How long a payment waits for a person's decision. */
    public long reviewExpiresSeconds() {
        return value(RiskSetting.REVIEW_EXPIRES);
    }

    int score(RiskSetting setting) {
        return Math.toIntExact(value(setting));
    }
}
