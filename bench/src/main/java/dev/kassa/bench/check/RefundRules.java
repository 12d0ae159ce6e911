package dev.kassa.bench.check;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import java.util.List;
import java.util.Optional;

/** What a refund fact may say, given the fact before it and the command that caused it. */
final class RefundRules {
    private final Findings findings;

    RefundRules(Findings findings) {
        this.findings = findings;
    }

    /** Takes one fact into the model; gives the entry that the ledger must show for it, if any. */
    Optional<Templates.Expected> take(
            Logged<RefundFact> logged, Logged<Command> command, MerchantModel merchant, Books books) {
        RefundFact fact = logged.value();
        MerchantModel.Refund before = merchant.refunds.get(fact.getId());
        findings.equal(
                before == null ? RefundStatusCode.PENDING : before.fact().getStatus(),
                fact.getStatusBefore(),
                "I4",
                logged.at(),
                "status_before");
        findings.equal(command.timestampMs(), fact.getUpdatedAtMs(), "I4", logged.at(), "updated_at");
        return before == null ? created(logged, command, merchant, books) : changed(logged, before, merchant);
    }

    private Optional<Templates.Expected> created(
            Logged<RefundFact> logged, Logged<Command> command, MerchantModel merchant, Books books) {
        RefundFact fact = logged.value();
        String at = logged.at();
        if (!(command.value().getBody() instanceof CreateRefund body)) {
            findings.add("I4", at, "refund " + fact.getId() + " appears without a command to create it");
            return Optional.empty();
        }
        findings.equal(body.getRefundNo(), fact.getRefundNo(), "I4", at, "refund_no");
        findings.unless(
                body.getAmount() == null || body.getAmount() == fact.getAmount(),
                "I4",
                at,
                "amount is " + fact.getAmount() + ", asked was " + body.getAmount());
        findings.unless(MerchantModel.live(fact.getStatus()), "I4", at, "a refund begins as " + fact.getStatus());
        PaymentFact payment = merchant.payments.get(fact.getPaymentId());
        if (payment == null || payment.getStatus() != PaymentStatusCode.SUCCEEDED) {
            findings.add("I4", at, "refund of a payment that did not succeed: " + fact.getPaymentId());
        } else {
            cap(fact, payment, merchant, at);
            findings.equal(payment.getCurrency(), fact.getCurrency(), "I4", at, "currency");
        }
        Templates.Hold hold = Templates.hold(
                books.balance(Accounts.merchant(fact.getMerchantId(), "pending"), fact.getCurrency()),
                books.balance(Accounts.merchant(fact.getMerchantId(), "available"), fact.getCurrency()),
                fact.getAmount());
        merchant.put(new MerchantModel.Refund(fact, hold));
        return Optional.of(Templates.refundHold(fact, hold));
    }

    private void cap(RefundFact fact, PaymentFact payment, MerchantModel merchant, String at) {
        long given = Math.addExact(merchant.refunded(payment.getId(), true), merchant.refunded(payment.getId(), false));
        findings.unless(
                fact.getAmount() > 0 && Math.addExact(given, fact.getAmount()) <= payment.getAmountCaptured(),
                "I4",
                at,
                "refund of " + fact.getAmount() + " where " + payment.getAmountCaptured() + " were captured and "
                        + given + " given back");
    }

    private Optional<Templates.Expected> changed(
            Logged<RefundFact> logged, MerchantModel.Refund before, MerchantModel merchant) {
        RefundFact fact = logged.value();
        String at = logged.at();
        RefundStatusCode from = before.fact().getStatus();
        RefundStatusCode to = fact.getStatus();
        findings.equal(fixed(before.fact()), fixed(fact), "I4", at, "what never changes of " + fact.getId());
        merchant.put(new MerchantModel.Refund(fact, before.hold()));
        if (MerchantModel.live(from) && to == RefundStatusCode.SUCCEEDED) {
            return Optional.of(Templates.refund(fact));
        }
        if (MerchantModel.live(from) && to == RefundStatusCode.FAILED) {
            return Optional.of(Templates.refundRelease(fact, before.hold()));
        }
        if (from == RefundStatusCode.FAILED && to == RefundStatusCode.SUCCEEDED) {
            return Optional.of(Templates.refundAfterRelease(fact));
        }
        findings.unless(
                MerchantModel.live(from) && MerchantModel.live(to),
                "I4",
                at,
                fact.getId() + " goes from " + from + " to " + to);
        return Optional.empty();
    }

    private static List<Object> fixed(RefundFact fact) {
        return List.of(
                fact.getMerchantId(),
                fact.getPaymentId(),
                fact.getRefundNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                fact.getOccurredAtMs(),
                fact.getCreatedAtMs());
    }
}
