package dev.kassa.velocity;

import dev.kassa.risk.RiskSetting;

/** What payments at different merchants can have in common. */
enum Attribute {
    IP("ip", RiskSetting.ACROSS_IP),
    DEVICE("device", RiskSetting.ACROSS_DEVICE);

    private final String word;
    private final RiskSetting bound;

    Attribute(String word, RiskSetting bound) {
        this.word = word;
        this.bound = bound;
    }

    String word() {
        return word;
    }

    /** How many payments of it are not yet noticed. */
    RiskSetting bound() {
        return bound;
    }

    /** @throws IllegalArgumentException where it is none */
    static Attribute of(String word) {
        for (Attribute attribute : values()) {
            if (attribute.word.equals(word)) {
                return attribute;
            }
        }
        throw new IllegalArgumentException("an attribute of no kind that is known: " + word);
    }
}
