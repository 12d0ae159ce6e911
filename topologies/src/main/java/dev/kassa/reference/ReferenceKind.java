package dev.kassa.reference;

import java.util.Locale;
import java.util.Optional;

/** What all merchants share, by kind. */
public enum ReferenceKind {
    FEE_SCHEDULE,
    SETTING,
    EXCHANGE_RATE,
    RISK_RULE,
    BLACKLIST,
    PLATFORM_KEY,
    HOLIDAY;

    /** The kind of a word such as {@code fee-schedule}. */
    public static Optional<ReferenceKind> of(String word) {
        for (ReferenceKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The kind of a word that was accepted before. */
    public static ReferenceKind known(String word) {
        return of(word).orElseThrow(() -> new IllegalStateException("kind " + word + " was accepted before"));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
