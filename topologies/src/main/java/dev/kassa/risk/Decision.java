package dev.kassa.risk;

import java.util.Locale;

/** What becomes of a payment by its score, in order of severity. */
public enum Decision {
    ACCEPT,
    /** It goes on, and people see that it was noticed. */
    FLAG,
    /** A person decides. */
    REVIEW,
    REJECT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands on the payment. */
    public String word() {
        return word;
    }

    /** The band of a score. Where the bands of the settings overlap, the severest counts. */
    public static Decision of(int score, RiskSettings settings) {
        if (score >= settings.value(RiskSetting.BAND_REJECT)) {
            return REJECT;
        }
        if (score >= settings.value(RiskSetting.BAND_REVIEW)) {
            return REVIEW;
        }
        return score >= settings.value(RiskSetting.BAND_FLAG) ? FLAG : ACCEPT;
    }
}
