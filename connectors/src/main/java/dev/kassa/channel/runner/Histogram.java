package dev.kassa.channel.runner;

import java.util.concurrent.atomic.LongAdder;

/** Counts durations in buckets an eighth of a doubling wide, so a percentile is off by at most 12.5 %. Thread-safe. */
final class Histogram {
    private static final int STEPS = 8;
    private static final int STEP_BITS = 3;

    private final LongAdder[] buckets = new LongAdder[STEPS * (64 - STEP_BITS)];

    Histogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void record(long micros) {
        buckets[bucket(Math.max(0, micros))].increment();
    }

    ConnectorMetrics.Latency snapshot() {
        long[] counts = new long[buckets.length];
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets[i].sum();
            total += counts[i];
        }
        return new ConnectorMetrics.Latency(
                total, quantile(counts, total, 50), quantile(counts, total, 95), quantile(counts, total, 99));
    }

    private static long quantile(long[] counts, long total, int percent) {
        long rank = Math.ceilDiv(total * percent, 100L);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return upperBound(i);
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int magnitude = 63 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (magnitude - STEP_BITS)) & (STEPS - 1);
        return (magnitude - STEP_BITS + 1) * STEPS + step;
    }

    private static long upperBound(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int magnitude = bucket / STEPS - 1 + STEP_BITS;
        long step = bucket % STEPS;
        return ((STEPS + step + 1) << (magnitude - STEP_BITS)) - 1;
    }
}
