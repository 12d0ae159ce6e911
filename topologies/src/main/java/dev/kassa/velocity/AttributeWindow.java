package dev.kassa.velocity;

import dev.kassa.risk.RiskSetting;
import dev.kassa.risk.RiskSettings;
import dev.kassa.risk.SlidingCount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** How often one address or device paid of late, and at which merchants. Not thread-safe. */
final class AttributeWindow {
    /** How many merchants are remembered; as many as a setting may ask for. */
    static final int MERCHANTS_KEPT = (int) RiskSetting.Type.MERCHANTS.max();

    private final SlidingCount count;

    /** When it last paid at each, the latest last. */
    private final Map<String, Long> merchants;

    private long lastMs;
    private long flaggedMs;

    private AttributeWindow(SlidingCount count, Map<String, Long> merchants, long lastMs, long flaggedMs) {
        this.count = count;
        this.merchants = merchants;
        this.lastMs = lastMs;
        this.flaggedMs = flaggedMs;
    }

    static AttributeWindow unseen(RiskSettings settings) {
        return new AttributeWindow(new SlidingCount(windowMs(settings)), new LinkedHashMap<>(), 0, 0);
    }

    /** As it was kept; where the window is another one by now, the count begins anew. */
    static AttributeWindow of(
            SlidingCount.Kept kept, Map<String, Long> merchants, long lastMs, long flaggedMs, RiskSettings settings) {
        SlidingCount count = SlidingCount.of(kept, windowMs(settings));
        return new AttributeWindow(count, new LinkedHashMap<>(merchants), lastMs, flaggedMs);
    }

    /**
     * Counts a payment, and says how many there are where that is to be told: over the bound, at merchants enough, and not
     * told within this window.
     */
    OptionalInt paid(Attribute attribute, String merchantId, long atMs, RiskSettings settings) {
        int payments = count.countWith(atMs);
        lastMs = Math.max(lastMs, atMs);
        merchants.remove(merchantId);
        merchants.put(merchantId, lastMs);
        long since = lastMs - count.windowMs();
        merchants.values().removeIf(paidMs -> paidMs <= since);
        if (merchants.size() > MERCHANTS_KEPT) {
            merchants.remove(merchants.keySet().iterator().next());
        }
        boolean over = payments > settings.value(attribute.bound())
                && merchants.size() >= settings.value(RiskSetting.ACROSS_MERCHANTS);
        if (!over || (flaggedMs > 0 && lastMs - flaggedMs < count.windowMs())) {
            return OptionalInt.empty();
        }
        flaggedMs = lastMs;
        return OptionalInt.of(payments);
    }

    /** Until when it is told of: into the next window, so that who goes on is told of again before the time is over. */
    long flaggedUntilMs() {
        return flaggedMs + 2 * count.windowMs();
    }

    SlidingCount.Kept kept() {
        return count.kept();
    }

    Map<String, Long> merchants() {
        return merchants;
    }

    long lastMs() {
        return lastMs;
    }

    long flaggedMs() {
        return flaggedMs;
    }

    static long windowMs(RiskSettings settings) {
        return settings.value(RiskSetting.ACROSS_WINDOW) * 1_000;
    }
}
