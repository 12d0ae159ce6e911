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
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a payment fact may say, given the fact before it and the command that caused it. */
final class PaymentRules {
    private final Findings findings;
    private final PriceRules prices;
    private final ReviewRules reviews;
    private final RiskRules risk;
    private final Tables tables;

    /** @param tables those of the partition, as they stand at the command that is looked at */
    PaymentRules(Findings findings, PriceRules prices, RiskRules risk, Tables tables) {
        this.findings = findings;
        this.prices = prices;
        this.reviews = new ReviewRules(findings);
        this.risk = risk;
        this.tables = tables;
    }

    /** Takes one fact into the model; gives the entry that the ledger must show for it, if any. */
    Optional<Templates.Expected> take(Logged<PaymentFact> logged, Logged<Command> command, MerchantModel merchant) {
        PaymentFact fact = logged.value();
        PaymentFact before = merchant.payments.get(fact.getId());
        String at = logged.at();
        if (before == null) {
            created(logged, command);
            opened(logged, command, merchant);
        } else {
            changed(fact, before, at);
            reviews.changed(logged, before, command);
        }
        findings.equal(
                before == null ? CREATED : before.getStatus(), fact.getStatusBefore(), "I4", at, "status_before");
        findings.equal(command.timestampMs(), fact.getUpdatedAtMs(), "I4", at, "updated_at");
        amounts(fact, at);
        boolean succeeds = fact.getStatus() == SUCCEEDED && (before == null || before.getStatus() != SUCCEEDED);
        if (succeeds) {
            prices.captured(logged, merchant);
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
        findings.equal(body.getCustomer(), fact.getCustomer(), "I4", at, "customer");
        findings.equal(command.value().getActor(), fact.getCreatedBy(), "I4", at, "created_by");
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

    /** Under what it was taken: the settings and tables that held at its place, and no others. */
    private void opened(Logged<PaymentFact> logged, Logged<Command> command, MerchantModel merchant) {
        PaymentFact fact = logged.value();
        MerchantFact settings = merchant.settings;
        if (settings == null) {
            findings.add("M1", logged.at(), "no merchant " + fact.getMerchantId() + " is in the log before it");
            return;
        }
        findings.equal(settings.getVersion(), fact.getMerchantVersion(), "M1", logged.at(), "merchant_version");
        findings.equal(tables.version(), fact.getReferenceVersion(), "R2", logged.at(), "reference_version");
        prices.created(logged, settings, merchant, tables);
        merchant.takings
                .broken(settings, fact.getCurrency(), fact.getBusinessDate(), fact.getAmount())
                .ifPresent(broken -> findings.add("L1", logged.at(), broken));
        risk.created(logged, command.value(), merchant, tables);
        reviews.created(logged, tables);
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
        return Arrays.asList(
                fact.getMerchantId(),
                fact.getOrderNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                fact.getCapture(),
                fact.getCustomer(),
                fact.getRisk(),
                fact.getFeeSchedule(),
                fact.getFeeScheduleVersion(),
                fact.getBusinessDate(),
                fact.getMerchantVersion(),
                fact.getReferenceVersion(),
                fact.getCreatedBy(),
                fact.getOccurredAtMs(),
                fact.getCreatedAtMs());
    }
}
