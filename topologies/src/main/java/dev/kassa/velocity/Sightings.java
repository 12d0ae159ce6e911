package dev.kassa.velocity;

import dev.kassa.risk.RiskSetting;
import dev.kassa.risk.RiskSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses and devices paid of late, and at which merchants: the sightings of one partition within the sliding
 * window, no more than so many of the latest, and what they add up to. Exact within that. Not thread-safe.
 */
final class Sightings {
    /** How many are remembered at the most, some 200 bytes each. */
    static final int KEPT_MAX = 100_000;

    private final int most;
    private final Deque<Sighting> kept = new ArrayDeque<>();
    private final Map<String, Payer> payers = new HashMap<>();
    private long latestMs;

    private record Sighting(String key, Payer payer, String merchantId, long atMs) {}

    /**
     * What is to be told.
     *
     * @param payments within the window
     * @param untilMs into the next window, so that who goes on is told of again before the time is over
     */
    record Flag(Attribute attribute, String value, int payments, long untilMs) {}

    Sightings() {
        this(KEPT_MAX);
    }

    Sightings(int most) {
        this.most = most;
    }

    /**
     * Counts a payment, and says what is to be told of whoever made it: over the bound, at merchants enough, and not told
     * within this window.
     *
     * @param key of the address or device
     * @param atMs one that is before an earlier one counts as if it were that
     * @return null: nothing
     */
    @Nullable
    Flag seen(String key, String merchantId, long atMs, RiskSettings settings) {
        Attribute attribute = Attribute.ofKey(key);
        latestMs = Math.max(latestMs, atMs);
        long windowMs = settings.value(RiskSetting.ACROSS_WINDOW) * 1_000;
        Payer payer = payers.computeIfAbsent(key, _ -> new Payer(merchantId));
        payer.paid(merchantId);
        kept.addLast(new Sighting(key, payer, merchantId, latestMs));
        forget(latestMs - windowMs);
        boolean over = payer.payments() > settings.value(attribute.bound())
                && payer.merchants() >= settings.value(RiskSetting.ACROSS_MERCHANTS);
        if (!over || payer.isFlaggedSince(latestMs - windowMs)) {
            return null;
        }
        payer.flag(latestMs);
        return new Flag(attribute, attribute.named(key), payer.payments(), latestMs + 2 * windowMs);
    }

    /** How many addresses and devices are remembered. */
    int payers() {
        return payers.size();
    }

    private void forget(long toMs) {
        while (kept.size() > most || kept.getFirst().atMs <= toMs) {
            Sighting over = kept.removeFirst();
            over.payer.over(over.merchantId);
            if (over.payer.payments() == 0) {
                payers.remove(over.key);
            }
        }
    }
}
