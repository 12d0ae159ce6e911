package dev.kassa.core;

import dev.kassa.avro.Answered;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentState;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReviewFact;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.payment.Basis;
import dev.kassa.payment.Customer;
import dev.kassa.payment.Failure;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentStatus;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.payment.Review;
import dev.kassa.pricing.FeeTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Payments between their rules and their facts and states. */
final class PaymentCodec {
    private static final String ACCEPT = "accept";
    private static final String REJECT = "reject";

    private PaymentCodec() {}

    /**
     * A payment's fact.
     *
     * @param found the status that the change found
     */
    static PaymentFact fact(Payment payment, PaymentStatus found, int partition, long sequence, long commandOffset) {
        PaymentTerms terms = payment.terms();
        Basis basis = terms.basis();
        return new PaymentFact(
                payment.id(),
                terms.merchantId(),
                terms.orderNo(),
                terms.amount(),
                terms.currency(),
                payment.captured(),
                payment.refunded(),
                payment.refunding(),
                payment.fee(),
                PaymentStatusCode.valueOf(payment.status().name()),
                PaymentStatusCode.valueOf(found.name()),
                terms.channel(),
                payment.channelReference(),
                payment.inDoubt(),
                RiskCodec.fact(payment.risk()),
                failure(payment.failure()),
                terms.manualCapture() ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC,
                customer(terms.customer()),
                terms.description(),
                metadata(terms.metadata()),
                review(payment.review()),
                basis.fees().scheduleId(),
                basis.fees().scheduleVersion(),
                Math.toIntExact(basis.businessDate().toEpochDay()),
                basis.merchantVersion(),
                basis.referenceVersion(),
                basis.createdBy(),
                terms.occurredAtMs(),
                payment.createdAtMs(),
                payment.updatedAtMs(),
                partition,
                sequence,
                commandOffset);
    }

    static PaymentState state(HeldPayment held, PaymentFact fact) {
        Payment payment = held.payment();
        FeeTerms fees = payment.terms().basis().fees();
        Payment.Answered answered = payment.answered();
        return new PaymentState(
                fact,
                payment.terms().token(),
                fees.ratePpm(),
                fees.fixed(),
                fees.minimum(),
                fees.maximum(),
                pending(payment.pending()),
                held.requesters(),
                held.awaitingKey(),
                answered == null
                        ? null
                        : new Answered(answered.status().name(), answered.atMs(), answered.referenced()));
    }

    static HeldPayment held(PaymentState state) {
        PaymentFact fact = state.getFact();
        Answered answered = state.getAnswered();
        Payment payment = new Payment(
                fact.getId(),
                terms(state, fact),
                RiskCodec.finding(fact.getRisk()),
                review(fact.getReview()),
                PaymentStatus.valueOf(fact.getStatus().name()),
                fact.getAmountCaptured(),
                fact.getAmountRefunded(),
                fact.getAmountRefunding(),
                fact.getFee(),
                fact.getChannelReference(),
                fact.getChannelState(),
                failure(fact.getFailure()),
                pending(state.getPending()),
                answered == null
                        ? null
                        : new Payment.Answered(
                                PaymentStatus.valueOf(answered.getStatus()),
                                answered.getAtMs(),
                                answered.getReferenced()),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs());
        return new HeldPayment(payment, state.getRequesters(), state.getAwaitingKey());
    }

    private static PaymentTerms terms(PaymentState state, PaymentFact fact) {
        return new PaymentTerms(
                fact.getMerchantId(),
                fact.getOrderNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                fact.getCapture() == CaptureMode.MANUAL,
                state.getToken(),
                customer(fact.getCustomer()),
                fact.getDescription(),
                metadata(fact.getMetadata()),
                basis(state, fact),
                fact.getOccurredAtMs());
    }

    private static Basis basis(PaymentState state, PaymentFact fact) {
        FeeTerms fees = new FeeTerms(
                fact.getFeeSchedule(),
                fact.getFeeScheduleVersion(),
                state.getFeeRatePpm(),
                state.getFeeFixed(),
                state.getFeeMinimum(),
                state.getFeeMaximum());
        return new Basis(
                fact.getCreatedBy(),
                LocalDate.ofEpochDay(fact.getBusinessDate()),
                fees,
                fact.getMerchantVersion(),
                fact.getReferenceVersion());
    }

    private static @Nullable ReviewFact review(@Nullable Review review) {
        if (review == null) {
            return null;
        }
        Review.Decision decision = review.decision();
        return decision == null
                ? new ReviewFact(review.untilMs(), null, null, null, null, review.requester())
                : new ReviewFact(
                        review.untilMs(),
                        decision.accepted() ? ACCEPT : REJECT,
                        decision.by(),
                        decision.reason(),
                        decision.atMs(),
                        review.requester());
    }

    private static @Nullable Review review(@Nullable ReviewFact fact) {
        if (fact == null) {
            return null;
        }
        String decision = fact.getDecision();
        String by = fact.getDecidedBy();
        String reason = fact.getReason();
        Long atMs = fact.getDecidedAtMs();
        boolean decided = decision != null && by != null && reason != null && atMs != null;
        return new Review(
                fact.getUntilMs(),
                fact.getRequester(),
                decided ? new Review.Decision(ACCEPT.equals(decision), by, reason, atMs) : null);
    }

    static dev.kassa.avro.@Nullable PendingOperation pending(@Nullable PendingOperation pending) {
        return pending == null
                ? null
                : new dev.kassa.avro.PendingOperation(
                        ChannelOperation.valueOf(pending.operation().name()),
                        pending.attempt(),
                        pending.amount(),
                        pending.sinceMs(),
                        pending.retryAtMs(),
                        pending.unsure(),
                        pending.expiring());
    }

    static @Nullable PendingOperation pending(dev.kassa.avro.@Nullable PendingOperation pending) {
        return pending == null
                ? null
                : new PendingOperation(
                        Operation.valueOf(pending.getOperation().name()),
                        pending.getAttempt(),
                        pending.getAmount(),
                        pending.getSinceMs(),
                        pending.getRetryAtMs(),
                        pending.getUnsure(),
                        pending.getExpiring());
    }

    static @Nullable FailureFact failure(@Nullable Failure failure) {
        return failure == null ? null : new FailureFact(failure.code(), failure.message());
    }

    static @Nullable Failure failure(@Nullable FailureFact failure) {
        return failure == null ? null : new Failure(failure.getCode(), failure.getMessage());
    }

    static @Nullable Customer customer(dev.kassa.avro.@Nullable Customer customer) {
        return customer == null
                ? null
                : new Customer(
                        customer.getId(),
                        customer.getEmail(),
                        customer.getIp(),
                        customer.getDevice(),
                        customer.getCountry());
    }

    private static dev.kassa.avro.@Nullable Customer customer(@Nullable Customer customer) {
        return customer == null
                ? null
                : new dev.kassa.avro.Customer(
                        customer.id(), customer.email(), customer.ip(), customer.device(), customer.country());
    }

    static SortedMap<String, String> metadata(List<MetadataEntry> entries) {
        SortedMap<String, String> metadata = new TreeMap<>();
        for (MetadataEntry entry : entries) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return metadata;
    }

    static List<MetadataEntry> metadata(SortedMap<String, String> metadata) {
        List<MetadataEntry> entries = new ArrayList<>(metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            entries.add(new MetadataEntry(entry.getKey(), entry.getValue()));
        }
        return entries;
    }
}
