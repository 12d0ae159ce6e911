package dev.kassa.risk;

import java.util.Locale;
import java.util.Optional;

/** What an operator wants of the payments that a rule fires on; how far it is followed is a matter of the score. */
public enum Action {
    REJECT,
    REVIEW;

    /** The action of a word such as {@code reject}. */
    public static Optional<Action> of(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** What a rule of this action adds. */
    public int score(RiskSettings settings) {
        return settings.score(
                switch (this) {
                    case REJECT -> RiskSetting.SCORE_RULE_REJECT;
                    case REVIEW -> RiskSetting.SCORE_RULE_REVIEW;
                });
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
