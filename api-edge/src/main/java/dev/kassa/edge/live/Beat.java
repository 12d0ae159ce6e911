package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.edge.render.LiveJson;
import dev.kassa.port.Latency;
import dev.kassa.schema.PaymentStatuses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in one scope since the beat before. Not thread-safe. */
final class Beat {
    /** So many of each kind are shown by themselves; the rest are counted at most. */
    static final int SHOWN_MAX = 20;

    private final Map<String, Sums> currencies = new TreeMap<>();
    private final Map<String, Long> channels = new TreeMap<>();
    private final Map<String, PaymentFact> payments = new LinkedHashMap<>();
    private final Map<String, RefundFact> refunds = new LinkedHashMap<>();
    private final Map<String, SettlementFact> settlements = new LinkedHashMap<>();
    private final Map<String, WithdrawalFact> withdrawals = new LinkedHashMap<>();
    private final long[] latency = new long[Latency.BUCKETS];

    /** Counts and amounts of one currency, in minor units. */
    static final class Sums {
        long created;
        long succeeded;
        long failed;
        long amount;
        long refunds;
        long refunded;

        LiveJson.Flow flow(String currency) {
            return new LiveJson.Flow(currency, created, succeeded, failed, amount, refunds, refunded);
        }
    }

    void add(PaymentFact fact) {
        Sums sums = sums(fact.getCurrency());
        if (PaymentStatuses.opens(fact)) {
            sums.created++;
        }
        boolean ends = PaymentStatuses.ends(fact);
        if (ends && fact.getStatus() == PaymentStatusCode.SUCCEEDED) {
            sums.succeeded++;
            sums.amount += fact.getAmountCaptured();
            channels.merge(fact.getChannel(), 1L, Long::sum);
            latency[Latency.bucket(fact.getUpdatedAtMs() - fact.getCreatedAtMs())]++;
        } else if (ends && fact.getStatus() == PaymentStatusCode.FAILED) {
            sums.failed++;
        }
        latest(payments, fact.getId(), fact);
    }

    void add(RefundFact fact) {
        if (fact.getStatus() == RefundStatusCode.SUCCEEDED) {
            Sums sums = sums(fact.getCurrency());
            sums.refunds++;
            sums.refunded += fact.getAmount();
        }
        latest(refunds, fact.getId(), fact);
    }

    void add(SettlementFact fact) {
        latest(settlements, fact.getId(), fact);
    }

    void add(WithdrawalFact fact) {
        latest(withdrawals, fact.getId(), fact);
    }

    private Sums sums(String currency) {
        return currencies.computeIfAbsent(currency, _ -> new Sums());
    }

    private static <T> void latest(Map<String, T> shown, String id, T fact) {
        shown.remove(id);
        shown.put(id, fact);
        if (shown.size() > SHOWN_MAX) {
            shown.remove(shown.keySet().iterator().next());
        }
    }

    boolean isEmpty() {
        return payments.isEmpty() && refunds.isEmpty() && settlements.isEmpty() && withdrawals.isEmpty();
    }

    Map<String, Sums> currencies() {
        return currencies;
    }

    /** Payments that succeeded, by channel. */
    Map<String, Long> channels() {
        return channels;
    }

    /** The payments that changed last, the last one first. */
    List<PaymentFact> payments() {
        return List.copyOf(payments.values()).reversed();
    }

    /** The same of refunds. */
    List<RefundFact> refunds() {
        return List.copyOf(refunds.values()).reversed();
    }

    /** The same of settlements. */
    List<SettlementFact> settlements() {
        return List.copyOf(settlements.values()).reversed();
    }

    /** The same of withdrawals. */
    List<WithdrawalFact> withdrawals() {
        return List.copyOf(withdrawals.values()).reversed();
    }

    /** Payments that succeeded, by how long that took. */
    long[] latency() {
        return latency;
    }
}
