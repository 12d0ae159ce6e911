package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each kind of entry has to post, by the templates of product.md. */
final class Templates {
    private Templates() {}

    /** Where the hold of a refund was drawn from, minor units. */
    record Hold(long pending, long available) {}

    /**
     * An entry without its numbers and times.
     *
     * @param net credits less debits by account; accounts that do not change are left out
     */
    record Expected(
            String kind,
            @Nullable String paymentId,
            @Nullable String refundId,
            String currency,
            Map<String, Long> net) {}

    static Expected capture(PaymentFact payment) {
        long gross = payment.getAmountCaptured();
        long fee = payment.getFee();
        return new Expected(
                "capture",
                payment.getId(),
                null,
                payment.getCurrency(),
                net(Map.of(
                        Accounts.receivable(payment.getChannel()),
                        -gross,
                        Accounts.merchant(payment.getMerchantId(), "pending"),
                        Math.subtractExact(gross, fee),
                        "fees",
                        fee)));
    }

    /** From pending while positive, then available while positive, then pending below zero. */
    static Hold hold(long pending, long available, long amount) {
        long fromPending = Math.min(amount, Math.max(pending, 0));
        long fromAvailable = Math.min(amount - fromPending, Math.max(available, 0));
        return new Hold(amount - fromAvailable, fromAvailable);
    }

    static Expected refundHold(RefundFact refund, Hold hold) {
        return held("refund_hold", refund, hold, 1);
    }

    static Expected refundRelease(RefundFact refund, Hold hold) {
        return held("refund_release", refund, hold, -1);
    }

    static Expected refund(RefundFact refund) {
        return of(
                "refund",
                refund,
                Map.of(
                        Accounts.merchant(refund.getMerchantId(), "refund_hold"),
                        -refund.getAmount(),
                        Accounts.receivable(refund.getChannel()),
                        refund.getAmount()));
    }

    /** A refund that was given up, and had happened at the channel after all: the money is gone. */
    static Expected refundAfterRelease(RefundFact refund) {
        return of(
                "refund",
                refund,
                Map.of(
                        Accounts.merchant(refund.getMerchantId(), "pending"),
                        -refund.getAmount(),
                        Accounts.receivable(refund.getChannel()),
                        refund.getAmount()));
    }

    /** What an entry says, in the same form. Entries in two currencies are not of any template here. */
    static Expected of(EntryFact entry) {
        Map<String, Long> net = new TreeMap<>();
        String currency = "";
        for (LegFact leg : entry.getLegs()) {
            currency = currency.isEmpty() || currency.equals(leg.getCurrency()) ? leg.getCurrency() : "several";
            net.merge(leg.getAccount(), Math.subtractExact(leg.getCredit(), leg.getDebit()), Math::addExact);
        }
        return new Expected(entry.getKind(), entry.getPaymentId(), entry.getRefundId(), currency, net(net));
    }

    private static Expected held(String kind, RefundFact refund, Hold hold, long sign) {
        String merchant = refund.getMerchantId();
        return of(
                kind,
                refund,
                Map.of(
                        Accounts.merchant(merchant, "pending"), -sign * hold.pending(),
                        Accounts.merchant(merchant, "available"), -sign * hold.available(),
                        Accounts.merchant(merchant, "refund_hold"), sign * refund.getAmount()));
    }

    private static Expected of(String kind, RefundFact refund, Map<String, Long> net) {
        return new Expected(kind, refund.getPaymentId(), refund.getId(), refund.getCurrency(), net(net));
    }

    private static Map<String, Long> net(Map<String, Long> changes) {
        Map<String, Long> net = new TreeMap<>(changes);
        net.values().removeIf(change -> change == 0);
        return net;
    }
}
