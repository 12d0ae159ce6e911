package dev.kassa.bench.check;

import static dev.kassa.avro.PaymentStatusCode.AUTHORIZED;
import static dev.kassa.avro.PaymentStatusCode.CANCELLED;
import static dev.kassa.avro.PaymentStatusCode.CREATED;
import static dev.kassa.avro.PaymentStatusCode.EXPIRED;
import static dev.kassa.avro.PaymentStatusCode.FAILED;
import static dev.kassa.avro.PaymentStatusCode.PROCESSING;
import static dev.kassa.avro.PaymentStatusCode.REVIEW;
import static dev.kassa.avro.PaymentStatusCode.SUCCEEDED;
import static dev.kassa.avro.PaymentStatusCode.VOIDED;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a payment fact may say, given the fact before it and the command that caused it. */
final class PaymentRules {
    private final Findings findings;

    PaymentRules(Findings findings) {
        this.findings = findings;
    }

    /** Takes one fact into the model; gives the entry that the ledger must show for it, if any. */
    Optional<Templates.Expected> take(
            Logged<PaymentFact> logged, Logged<Command> command, MerchantModel merchant, String tier) {
        PaymentFact fact = logged.value();
        PaymentFact before = merchant.payments.get(fact.getId());
        String at = logged.at();
        if (before == null) {
            created(logged, command);
        } else {
            changed(fact, before, at);
        }
        findings.equal(command.timestampMs(), fact.getUpdatedAtMs(), "I4", at, "updated_at");
        amounts(fact, at);
        boolean succeeds = fact.getStatus() == SUCCEEDED && (before == null || before.getStatus() != SUCCEEDED);
        if (succeeds) {
            findings.equal(
                    Pricing.fee(tier, fact.getCurrency(), fact.getAmountCaptured()), fact.getFee(), "I7", at, "fee");
            merchant.order(fact.getOrderNo()).stream()
                    .filter(other ->
                            other.getStatus() == SUCCEEDED && !other.getId().equals(fact.getId()))
                    .forEach(other -> findings.add(
                            "I4", at, "order " + fact.getOrderNo() + " is already paid by " + other.getId()));
        }
        merchant.put(fact);
        return succeeds ? Optional.of(Templates.capture(fact)) : Optional.empty();
    }

    /** What a payment says of its refunds must be what its refunds say. */
    void refundTotals(Logged<PaymentFact> logged, MerchantModel merchant) {
        PaymentFact fact = logged.value();
        findings.equal(
                merchant.refunded(fact.getId(), true), fact.getAmountRefunded(), "I7", logged.at(), "amount_refunded");
        findings.equal(
                merchant.refunded(fact.getId(), false),
                fact.getAmountRefunding(),
                "I7",
                logged.at(),
                "amount_refunding");
    }

    private void created(Logged<PaymentFact> logged, Logged<Command> command) {
        PaymentFact fact = logged.value();
        String at = logged.at();
        if (!(command.value().getBody() instanceof CreatePayment body)) {
            findings.add("I4", at, "payment " + fact.getId() + " appears without a command to create it");
            return;
        }
        findings.equal(body.getMerchantId(), fact.getMerchantId(), "I4", at, "merchant");
        findings.equal(body.getOrderNo(), fact.getOrderNo(), "I4", at, "order_no");
        findings.equal(body.getAmount(), fact.getAmount(), "I4", at, "amount");
        findings.equal(body.getCurrency(), fact.getCurrency(), "I4", at, "currency");
        findings.equal(body.getCapture(), fact.getCapture(), "I4", at, "capture");
        findings.equal(command.timestampMs(), fact.getCreatedAtMs(), "I4", at, "created_at");
        Long occurred = body.getOccurredAtMs();
        findings.equal(
                occurred == null ? (Long) command.timestampMs() : occurred,
                fact.getOccurredAtMs(),
                "I4",
                at,
                "occurred_at");
        findings.unless(
                Set.of(CREATED, PROCESSING, REVIEW, FAILED).contains(fact.getStatus()),
                "I4",
                at,
                "a payment begins as " + fact.getStatus());
    }

    private void changed(PaymentFact fact, PaymentFact before, String at) {
        findings.equal(fixed(before), fixed(fact), "I4", at, "what never changes of " + fact.getId());
        findings.unless(
                next(before.getStatus()).contains(fact.getStatus()),
                "I4",
                at,
                fact.getId() + " goes from " + before.getStatus() + " to " + fact.getStatus());
        if (before.getStatus() == SUCCEEDED) {
            findings.equal(before.getAmountCaptured(), fact.getAmountCaptured(), "I9", at, "amount_captured");
            findings.equal(before.getFee(), fact.getFee(), "I4", at, "fee");
        }
    }

    private void amounts(PaymentFact fact, String at) {
        long captured = fact.getAmountCaptured();
        findings.unless(
                captured >= 0 && captured <= fact.getAmount(),
                "I4",
                at,
                "captured " + captured + " of " + fact.getAmount());
        findings.equal(fact.getStatus() == SUCCEEDED, captured > 0, "I4", at, "whether something was captured");
        long given = Math.addExact(fact.getAmountRefunded(), fact.getAmountRefunding());
        findings.unless(
                fact.getAmountRefunded() >= 0 && fact.getAmountRefunding() >= 0 && given <= captured,
                "I4",
                at,
                "refunds of " + given + " on " + captured + " captured");
    }

    private static Set<PaymentStatusCode> next(@Nullable PaymentStatusCode status) {
        return switch (status) {
            case CREATED -> Set.of(CREATED, REVIEW, PROCESSING, CANCELLED, FAILED, EXPIRED);
            case REVIEW -> Set.of(REVIEW, PROCESSING, CANCELLED, FAILED, EXPIRED);
            case PROCESSING -> Set.of(PROCESSING, AUTHORIZED, SUCCEEDED, FAILED, EXPIRED);
            case AUTHORIZED -> Set.of(AUTHORIZED, SUCCEEDED, VOIDED, EXPIRED);
            case SUCCEEDED -> Set.of(SUCCEEDED);
            // A charge that is found after all is given back: the fact is told again, the status stays.
            case FAILED, EXPIRED -> Set.of(status);
            case VOIDED, CANCELLED -> Set.of();
            case UNRECOGNISED -> Set.of();
            case null -> Set.of();
        };
    }

    private static List<Object> fixed(PaymentFact fact) {
        return List.of(
                fact.getMerchantId(),
                fact.getOrderNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                fact.getCapture(),
                fact.getOccurredAtMs(),
                fact.getCreatedAtMs());
    }
}
