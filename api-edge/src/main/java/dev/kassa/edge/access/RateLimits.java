package dev.kassa.edge.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Counts what each key asks, and what each address asks without one. Thread-safe.
 *
 * <p>Its memory is bounded: only keys that are known are counted, those no longer known are dropped, and of addresses the
 * last {@value #ADDRESSES_MAX} are. Each process counts by itself.
 */
public final class RateLimits {
    static final int ADDRESSES_MAX = 10_000;
    private static final int KEYS_BETWEEN_SWEEPS = 1_024;
    private static final int IPV6_NETWORK_PARTS = 4;

    private final Rate perKey;
    private final Rate perAddress;
    private final Predicate<String> isKnown;
    private final Map<String, Counted> keys = new ConcurrentHashMap<>();
    private final Map<String, Bucket> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };
    private volatile int sweepAt = KEYS_BETWEEN_SWEEPS;

    private record Counted(Rate rate, Bucket bucket) {
        Counted(Rate rate) {
            this(rate, rate.bucket());
        }
    }

    /**
     * How a key stands.
     *
     * @param allowed whether it may ask this too
     * @param limit how much it may ask at once
     * @param remaining how much of that is left
     * @param resetSeconds until all of it is there again, rounded up
     */
    public record Standing(boolean allowed, long limit, long remaining, long resetSeconds) {}

    /** @param isKnown whether there still is a key of an id */
    public RateLimits(Rate perKey, Rate perAddress, Predicate<String> isKnown) {
        this.perKey = perKey;
        this.perAddress = perAddress;
        this.isKnown = isKnown;
    }

    /** Counts a request of a caller whose key is valid. */
    public Standing count(Caller caller) {
        Long own = caller.ratePerSecond();
        Rate rate = own == null ? perKey : Rate.of(own);
        Counted counted = keys.compute(
                caller.actor(),
                (actor, before) -> before != null && before.rate.equals(rate) ? before : new Counted(rate));
        if (keys.size() > sweepAt) {
            sweep();
        }
        ConsumptionProbe probe = counted.bucket.tryConsumeAndReturnRemaining(1);
        long resetSeconds =
                TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForReset() + TimeUnit.SECONDS.toNanos(1) - 1);
        return new Standing(probe.isConsumed(), rate.burst(), probe.getRemainingTokens(), resetSeconds);
    }

    private void sweep() {
        keys.keySet().removeIf(actor -> !isKnown.test(actor));
        sweepAt = keys.size() + KEYS_BETWEEN_SWEEPS;
    }

    /** Counts a request without a valid key; false where the address has sent too many. */
    public boolean countStranger(String address) {
        Bucket bucket;
        synchronized (addresses) {
            bucket = addresses.computeIfAbsent(network(address), any -> perAddress.bucket());
        }
        return bucket.tryConsume(1);
    }

    /** One household has one IPv4 address, but a whole /64 of IPv6. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        String[] parts = address.split(":", IPV6_NETWORK_PARTS + 1);
        return String.join(":", java.util.Arrays.copyOf(parts, Math.min(parts.length, IPV6_NETWORK_PARTS)));
    }

    int counted() {
        synchronized (addresses) {
            return keys.size() + addresses.size();
        }
    }
}
