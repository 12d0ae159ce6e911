package dev.kassa.reference;

import java.util.Locale;
import java.util.Optional;

/** A merchant's life: {@code pending → active ⇄ suspended}, or {@code pending → rejected}. */
public enum MerchantStatus {
    /** To be looked at; takes no payments yet. */
    PENDING,
    ACTIVE,
    /** Takes no payments; what it took can be refunded. */
    SUSPENDED,
    /** Was not let in, for good. */
    REJECTED;

    /** The status of a word such as {@code active}. */
    public static Optional<MerchantStatus> of(String word) {
        for (MerchantStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a merchant of this status may be given the other. To stay as it is, is always allowed. */
    public boolean mayBecome(MerchantStatus next) {
        return this == next
                || switch (this) {
                    case PENDING -> next == ACTIVE || next == REJECTED;
                    case ACTIVE -> next == SUSPENDED;
                    case SUSPENDED -> next == ACTIVE;
                    case REJECTED -> false;
                };
    }
}
