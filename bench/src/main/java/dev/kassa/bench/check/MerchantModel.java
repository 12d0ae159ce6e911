package dev.kassa.bench.check;

import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything of one merchant that a later command is judged by. */
final class MerchantModel {
    /** A refund and where its hold was drawn from. */
    record Refund(RefundFact fact, Templates.Hold hold) {}

    /** As it stands; null until it was onboarded. */
    @Nullable
    MerchantFact settings;

    final Takings takings = new Takings();
    final Velocity velocity = new Velocity();

    /** What each payment costs, by its id: settled when it was asked for. */
    final Map<String, Pricing.Terms> prices = new HashMap<>();

    final Map<String, PaymentFact> payments = new LinkedHashMap<>();
    final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<String, List<String>> orders = new HashMap<>();
    private final Map<String, List<String>> refundsOf = new HashMap<>();
    private final Map<String, String> refundNumbers = new HashMap<>();
    private final Map<String, String> firstUse = new HashMap<>();

    /** Remembers the first use of an idempotency key; empty where this is it, else the place of the first. */
    Optional<String> use(String scopedKey, String at) {
        return Optional.ofNullable(firstUse.putIfAbsent(scopedKey, at));
    }

    /** Only a merchant that is active takes money. */
    boolean active() {
        return settings != null && settings.getStatus().equals("active");
    }

    void put(PaymentFact fact) {
        PaymentFact before = payments.put(fact.getId(), fact);
        takings.changed(before, fact);
        if (before == null) {
            orders.computeIfAbsent(fact.getOrderNo(), none -> new ArrayList<>()).add(fact.getId());
        }
    }

    void put(Refund refund) {
        if (refunds.put(refund.fact.getId(), refund) == null) {
            refundsOf
                    .computeIfAbsent(refund.fact.getPaymentId(), none -> new ArrayList<>())
                    .add(refund.fact.getId());
        }
        refundNumbers.putIfAbsent(refund.fact.getRefundNo(), refund.fact.getId());
    }

    /** The id of the refund of a number, if there is one. */
    Optional<String> refundOf(String refundNo) {
        return Optional.ofNullable(refundNumbers.get(refundNo));
    }

    List<PaymentFact> order(String orderNo) {
        return orders.getOrDefault(orderNo, List.of()).stream()
                .map(id -> Objects.requireNonNull(payments.get(id)))
                .toList();
    }

    /** The payment that a refund names: by id, or the order's one that succeeded, else its latest. */
    Optional<PaymentFact> named(@Nullable String paymentId, @Nullable String orderNo) {
        if (paymentId != null) {
            return Optional.ofNullable(payments.get(paymentId));
        }
        List<PaymentFact> attempts = orderNo == null ? List.of() : order(orderNo);
        return attempts.stream()
                .filter(payment -> payment.getStatus() == PaymentStatusCode.SUCCEEDED)
                .findFirst()
                .or(() -> attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast()));
    }

    /** The sum of a payment's refunds, of those that succeeded or of those that are in flight. */
    long refunded(String paymentId, boolean succeeded) {
        long sum = 0;
        for (String id : refundsOf.getOrDefault(paymentId, List.of())) {
            RefundFact refund = Objects.requireNonNull(refunds.get(id)).fact;
            RefundStatusCode status = refund.getStatus();
            if (succeeded ? status == RefundStatusCode.SUCCEEDED : live(status)) {
                sum = Math.addExact(sum, refund.getAmount());
            }
        }
        return sum;
    }

    static boolean live(PaymentStatusCode status) {
        return switch (status) {
            case CREATED, PROCESSING, REVIEW, AUTHORIZED -> true;
            case SUCCEEDED, FAILED, VOIDED, CANCELLED, EXPIRED, UNRECOGNISED -> false;
        };
    }

    static boolean live(RefundStatusCode status) {
        return status == RefundStatusCode.PENDING || status == RefundStatusCode.PROCESSING;
    }
}
