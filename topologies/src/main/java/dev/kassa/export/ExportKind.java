package dev.kassa.export;

import java.util.Locale;
import java.util.Optional;

/** What can be exported. */
public enum ExportKind {
    PAYMENTS,
    REFUNDS,
    SETTLEMENTS,
    /** A row for each leg of each entry. */
    JOURNAL,
    /** What merchants' accounts hold. */
    BALANCES,
    /** What payments and refunds add up to by business date: a row for each period, currency and whatever they are split by. */
    TRENDS;

    /** As callers and the log write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where there is none of this word. */
    public static Optional<ExportKind> of(String word) {
        for (ExportKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
