package dev.kassa.risk;

import dev.kassa.reference.NumberForm;
import java.util.Optional;

/** The catalogue of the numbers that risk is judged by, each with its bounds and its default. */
public enum RiskSetting {
    SCORE_BLACKLIST("risk.score.blacklist", Type.SCORE, 100, "Added for each blacklist that the payment is on."),
    SCORE_AMOUNT("risk.score.amount", Type.SCORE, 20, "Added where the amount is over risk.amount.max."),
    SCORE_FREQUENT_IP("risk.score.frequent_ip", Type.SCORE, 15, "Added where the IP address pays too often."),
    SCORE_FREQUENT_DEVICE("risk.score.frequent_device", Type.SCORE, 15, "Added where the device pays too often."),
    SCORE_FREQUENT_CUSTOMER("risk.score.frequent_customer", Type.SCORE, 15, "Added where the customer pays too often."),
    SCORE_FREQUENT_MERCHANT(
            "risk.score.frequent_merchant", Type.SCORE, 15, "Added where the merchant takes payments too often."),
    SCORE_NEW_DEVICE(
            "risk.score.new_device", Type.SCORE, 10, "Added where the merchant has not seen the device before."),
    SCORE_COUNTRY_MISMATCH(
            "risk.score.country_mismatch",
            Type.SCORE,
            10,
            "Added where the IP address is in another country than the customer."),
    SCORE_RULE_REJECT("risk.score.rule_reject", Type.SCORE, 50, "Added for each operator's rule with action reject."),
    SCORE_RULE_REVIEW("risk.score.rule_review", Type.SCORE, 25, "Added for each operator's rule with action review."),
    SCORE_ACROSS_MERCHANTS(
            "risk.score.across_merchants",
            Type.SCORE,
            15,
            "Added where the IP address or the device pays too often across merchants, for each."),
    BAND_FLAG("risk.band.flag", Type.SCORE, 21, "The score from which a payment is flagged."),
    BAND_REVIEW("risk.band.review", Type.SCORE, 51, "The score from which a person decides."),
    BAND_REJECT("risk.band.reject", Type.SCORE, 81, "The score from which a payment is rejected."),
    AMOUNT_MAX("risk.amount.max", Type.AMOUNT, 100_000_000, "The amount that is not yet noticed, in major units."),
    FREQUENCY_WINDOW(
            "risk.frequency.window_seconds", Type.SECONDS, 60, "The sliding window in which payments are counted."),
    FREQUENCY_IP("risk.frequency.ip_max", Type.COUNT, 20, "Payments of an IP address at a merchant, in the window."),
    FREQUENCY_DEVICE("risk.frequency.device_max", Type.COUNT, 10, "Payments of a device at a merchant, in the window."),
    FREQUENCY_CUSTOMER(
            "risk.frequency.customer_max", Type.COUNT, 10, "Payments of a customer at a merchant, in the window."),
    FREQUENCY_MERCHANT("risk.frequency.merchant_max", Type.COUNT, 6_000, "Payments of a merchant, in the window."),
    ACROSS_WINDOW(
            "risk.across.window_seconds",
            Type.SECONDS,
            60,
            "The sliding window in which payments are counted across merchants."),
    ACROSS_IP("risk.across.ip_max", Type.COUNT, 30, "Payments of an IP address at all merchants, in the window."),
    ACROSS_DEVICE("risk.across.device_max", Type.COUNT, 15, "Payments of a device at all merchants, in the window."),
    ACROSS_MERCHANTS(
            "risk.across.merchants_min",
            Type.MERCHANTS,
            2,
            "At how many merchants an IP address or device must have paid in the window to be told of."),
    REVIEW_EXPIRES(
            "risk.review.expires_seconds", Type.SECONDS, 86_400, "How long a payment waits for a person's decision.");

    private final String setting;
    private final Type type;
    private final long shipped;
    private final String sentence;

    RiskSetting(String setting, Type type, long shipped, String sentence) {
        this.setting = setting;
        this.type = type;
        this.shipped = shipped;
        this.sentence = sentence;
    }

    /** What kind of number a setting is, and its bounds, both inclusive. */
    public enum Type {
        SCORE(NumberForm.whole("points", 0, 1_000)),
        COUNT(NumberForm.whole("payments", 1, 1_000_000_000)),
        SECONDS(NumberForm.whole("seconds", 1, 2_592_000)),
        MERCHANTS(NumberForm.whole("merchants", 1, 16)),
        /** Major units with up to four decimal places; held in ten-thousandths. */
        AMOUNT(NumberForm.amount(0, 10_000_000_000L));

        private final NumberForm form;

        Type(NumberForm form) {
            this.form = form;
        }

        /** In what values are written, in the plural. */
        public String unit() {
            return form.unit();
        }

        /** The least that a value may be. */
        public long min() {
            return form.min();
        }

        /** The most that a value may be. */
        public long max() {
            return form.max();
        }
    }

    /** The setting of a name such as {@code risk.score.blacklist}. */
    public static Optional<RiskSetting> of(String name) {
        for (RiskSetting candidate : values()) {
            if (candidate.setting.equals(name)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Its name, as people write it. */
    public String setting() {
        return setting;
    }

    public Type type() {
        return type;
    }

    /** What it does, for the documentation. */
    public String sentence() {
        return sentence;
    }

    /** What it is unless somebody changes it. */
    public long shipped() {
        return shipped;
    }

    /** A value as people write it: {@code 15}, or {@code 10000} for an amount in major units. */
    public String text(long value) {
        return type.form.text(value);
    }

    /**
     * A value as it is held.
     *
     * @throws IllegalArgumentException with a sentence, where it is not a number or out of bounds
     */
    public long parse(String value) {
        return type.form.parse(setting, value);
    }
}
