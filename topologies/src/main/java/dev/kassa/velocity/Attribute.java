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

    /** The key of its records: {@code ip:192.0.2.1}. */
    String key(String value) {
        return word + ':' + value;
    }

    /** What such a key holds. */
    String named(String key) {
        return key.substring(word.length() + 1);
    }

    /** @throws IllegalArgumentException where the key is of none */
    static Attribute ofKey(String key) {
        for (Attribute attribute : values()) {
            if (key.startsWith(attribute.word) && key.startsWith(":", attribute.word.length())) {
                return attribute;
            }
        }
        throw new IllegalArgumentException("an attribute of no kind that is known: " + key);
    }
}
