package dev.kassa.trend;

import dev.kassa.avro.TrendCounts;
import dev.kassa.port.Latency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the facts of one slice and period add up to. Sums are exact: one that is beyond a long is refused and changes
 * nothing that is stored, as the application then stops. Not thread-safe.
 */
final class Cell {
    private static final int CODES_MAX = 32;
    private static final String OTHER = "other";

    private long created;
    private long createdAmount;
    private long succeeded;
    private long amount;
    private long fee;
    private long failed;
    private long failedAmount;
    private long otherEnded;
    private long refunded;
    private long refunds;
    private long refundsFailed;
    private final Map<String, Long> failures;
    private final Map<String, Long> risk;
    private final long[] latency = new long[Latency.BUCKETS];

    Cell() {
        failures = new HashMap<>();
        risk = new HashMap<>();
    }

    Cell(TrendCounts counts) {
        this();
        add(counts);
    }

    void add(Effect effect) {
        switch (effect) {
            case Effect.Created(long asked, String decision) -> {
                created++;
                createdAmount = Math.addExact(createdAmount, asked);
                risk.merge(decision, 1L, Long::sum);
            }
            case Effect.Succeeded(long captured, long charged, long latencyMs) -> {
                succeeded++;
                amount = Math.addExact(amount, captured);
                fee = Math.addExact(fee, charged);
                latency[Latency.bucket(latencyMs)]++;
            }
            case Effect.Failed(long asked, String code) -> {
                failed++;
                failedAmount = Math.addExact(failedAmount, asked);
                failed(code, 1, CODES_MAX);
            }
            case Effect.OtherwiseEnded() -> otherEnded++;
            case Effect.Reviewed(String how) -> risk.merge(how, 1L, Long::sum);
            case Effect.Refunded(long back) -> refunded(back);
            case Effect.RefundFailed() -> refundsFailed++;
            case Effect.RefundFound(long back) -> {
                refundsFailed--;
                refunded(back);
            }
        }
    }

    private void refunded(long back) {
        refunds++;
        refunded = Math.addExact(refunded, back);
    }

    /** Adds what another cell counts, whatever codes of failures it names. */
    void add(TrendCounts counts) {
        add(counts, Integer.MAX_VALUE);
    }

    /** The same for a cell that is kept, which names only so many codes. */
    void count(TrendCounts counts) {
        add(counts, CODES_MAX);
    }

    private void add(TrendCounts counts, int codesMax) {
        created = Math.addExact(created, counts.getCreated());
        createdAmount = Math.addExact(createdAmount, counts.getCreatedAmount());
        succeeded = Math.addExact(succeeded, counts.getSucceeded());
        amount = Math.addExact(amount, counts.getAmount());
        fee = Math.addExact(fee, counts.getFee());
        failed = Math.addExact(failed, counts.getFailed());
        failedAmount = Math.addExact(failedAmount, counts.getFailedAmount());
        otherEnded = Math.addExact(otherEnded, counts.getOtherEnded());
        refunded = Math.addExact(refunded, counts.getRefunded());
        refunds = Math.addExact(refunds, counts.getRefunds());
        refundsFailed = Math.addExact(refundsFailed, counts.getRefundsFailed());
        counts.getFailures().forEach((code, count) -> failed(code, count, codesMax));
        counts.getRisk().forEach((decision, count) -> risk.merge(decision, count, Math::addExact));
        addBuckets(counts.getLatency());
    }

    private void failed(String code, long count, int codesMax) {
        boolean room = failures.containsKey(code) || failures.size() < codesMax;
        failures.merge(room ? code : OTHER, count, Math::addExact);
    }

    private void addBuckets(List<Long> buckets) {
        for (int i = 0; i < Math.min(latency.length, buckets.size()); i++) {
            latency[i] = Math.addExact(latency[i], buckets.get(i));
        }
    }

    TrendCounts counts() {
        return new TrendCounts(
                created,
                createdAmount,
                succeeded,
                amount,
                fee,
                failed,
                failedAmount,
                otherEnded,
                refunded,
                refunds,
                refundsFailed,
                failures,
                risk,
                buckets());
    }

    /** Without the empty ones at the end. */
    private List<Long> buckets() {
        int last = latency.length;
        while (last > 0 && latency[last - 1] == 0) {
            last--;
        }
        List<Long> buckets = new ArrayList<>(last);
        for (int i = 0; i < last; i++) {
            buckets.add(latency[i]);
        }
        return buckets;
    }
}
