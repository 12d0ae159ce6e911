package dev.kassa.velocity;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of one address or device: its payments within the window, by merchant. Not thread-safe. */
final class Payer {
    private int payments;
    /** Most pay at one merchant, so that a map of merchants is made for the second only. */
    private final String first;

    private int atFirst;
    private @Nullable Map<String, Integer> atOthers;
    private @Nullable Long flaggedMs;

    /** @param first the merchant that it is first seen at */
    Payer(String first) {
        this.first = first;
    }

    void paid(String merchantId) {
        payments++;
        change(merchantId, 1);
    }

    /** One of its payments has left the window. */
    void over(String merchantId) {
        payments--;
        change(merchantId, -1);
    }

    private void change(String merchantId, int by) {
        if (merchantId.equals(first)) {
            atFirst += by;
            return;
        }
        if (atOthers == null) {
            atOthers = new HashMap<>();
        }
        atOthers.merge(merchantId, by, (known, more) -> known + more == 0 ? null : known + more);
    }

    int payments() {
        return payments;
    }

    int merchants() {
        return (atFirst > 0 ? 1 : 0) + (atOthers == null ? 0 : atOthers.size());
    }

    /** Whether it was told of after a moment. */
    boolean isFlaggedSince(long sinceMs) {
        return flaggedMs != null && flaggedMs > sinceMs;
    }

    void flag(long nowMs) {
        flaggedMs = nowMs;
    }
}
