package dev.kassa.reference;

import java.util.Optional;

/** The catalogue of the numbers that settlements and withdrawals go by, each with its bounds and its default. */
public enum MoneySetting {
    SETTLEMENT_GRACE(
            "settlement.grace_minutes",
            NumberForm.whole("minutes", 0, 720),
            120,
            "How long after a merchant's cut-off its business date is closed, by the merchant's clock."),
    SETTLEMENT_AUTO_APPROVE(
            "settlement.auto_approve_below",
            NumberForm.amount(0, 10_000_000_000L),
            10_000_000_000L,
            "A settlement below this amount is approved without a person, unless the merchant has a bound of its own."),
    WITHDRAWAL_COOLING_OFF(
            "withdrawal.cooling_off_hours",
            NumberForm.whole("hours", 0, 720),
            24,
            "How long a bank account takes no withdrawal after it was verified."),
    WITHDRAWAL_SECOND_APPROVAL(
            "withdrawal.second_approval_from",
            NumberForm.amount(0, 10_000_000_000L),
            1_000_000_000L,
            "From this amount a withdrawal needs two approvers."),
    WITHDRAWAL_THIRD_APPROVAL(
            "withdrawal.third_approval_from",
            NumberForm.amount(0, 10_000_000_000L),
            10_000_000_000L,
            "From this amount a withdrawal needs three approvers."),
    WITHDRAWAL_FEE_NORMAL(
            "withdrawal.fee.normal_ppm",
            NumberForm.whole("parts per million", 0, 100_000),
            1_000,
            "Fee of a normal withdrawal."),
    WITHDRAWAL_FEE_URGENT(
            "withdrawal.fee.urgent_ppm",
            NumberForm.whole("parts per million", 0, 100_000),
            5_000,
            "Fee of an urgent withdrawal."),
    WITHDRAWAL_FEE_SCHEDULED(
            "withdrawal.fee.scheduled_ppm",
            NumberForm.whole("parts per million", 0, 100_000),
            500,
            "Fee of a scheduled withdrawal."),
    WITHDRAWAL_FEE_MINIMUM(
            "withdrawal.fee.minimum", NumberForm.amount(0, 1_000_000), 10_000, "The least that a withdrawal costs."),
    WITHDRAWAL_FEE_MAXIMUM(
            "withdrawal.fee.maximum", NumberForm.amount(0, 1_000_000), 1_000_000, "The most that a withdrawal costs.");

    private final String setting;
    private final NumberForm form;
    private final long shipped;
    private final String sentence;

    MoneySetting(String setting, NumberForm form, long shipped, String sentence) {
        this.setting = setting;
        this.form = form;
        this.shipped = shipped;
        this.sentence = sentence;
    }

    /** The setting of a name such as {@code settlement.grace_minutes}. */
    public static Optional<MoneySetting> of(String name) {
        for (MoneySetting candidate : values()) {
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

    public NumberForm form() {
        return form;
    }

    /** What it does, for the documentation. */
    public String sentence() {
        return sentence;
    }

    /** What it is unless somebody changes it, as it is held. */
    public long shipped() {
        return shipped;
    }
}
