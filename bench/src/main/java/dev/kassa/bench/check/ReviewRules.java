package dev.kassa.bench.check;

import static dev.kassa.avro.PaymentStatusCode.REVIEW;

import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.Command;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReviewFact;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.Tick;
import java.util.Arrays;
import java.util.Objects;

/** S2: a payment that waits for a person goes on by the word of another person than asked for it, or when its time is over. */
final class ReviewRules {
    private static final String INVARIANT = "S2";

    private final Findings findings;

    ReviewRules(Findings findings) {
        this.findings = findings;
    }

    /** What a decision on a payment that is there must lead to. */
    static Verdict judge(Logged<Command> command, ReviewPayment asked, MerchantModel merchant) {
        PaymentFact payment = Objects.requireNonNull(merchant.payments.get(asked.getPaymentId()));
        if (asked.getAccept() && !merchant.active()) {
            return Verdict.mustNot("M1", "the merchant is not active");
        }
        if (command.value().getActor().equals(payment.getCreatedBy())) {
            return Verdict.mustNot(INVARIANT, "whoever asked for the payment decides on it");
        }
        return payment.getStatus() == REVIEW
                ? Verdict.must("a person decides").of(INVARIANT)
                : Verdict.mustNot(INVARIANT, "the payment is " + payment.getStatus());
    }

    /** A payment that was just taken. */
    void created(Logged<PaymentFact> logged, Tables tables) {
        PaymentFact fact = logged.value();
        ReviewFact review = fact.getReview();
        findings.equal(fact.getStatus() == REVIEW, review != null, INVARIANT, logged.at(), "whether there is a review");
        if (review != null) {
            long patienceMs = tables.setting("risk.review.expires_seconds").longValueExact() * 1_000;
            findings.equal(fact.getCreatedAtMs() + patienceMs, review.getUntilMs(), INVARIANT, logged.at(), "until_ms");
            findings.equal(null, review.getDecision(), INVARIANT, logged.at(), "decision");
        }
    }

    void changed(Logged<PaymentFact> logged, PaymentFact before, Logged<Command> command) {
        PaymentFact fact = logged.value();
        if (before.getStatus() != REVIEW) {
            findings.equal(before.getReview(), fact.getReview(), INVARIANT, logged.at(), "review");
        } else if (command.value().getBody() instanceof ReviewPayment asked) {
            decided(logged, before, command, asked);
        } else {
            findings.equal(before.getReview(), fact.getReview(), INVARIANT, logged.at(), "review");
            boolean inTime = command.value().getBody() instanceof Tick
                    && before.getReview() != null
                    && command.timestampMs() >= before.getReview().getUntilMs();
            boolean cancelled = command.value().getBody() instanceof CancelPayment;
            boolean right = fact.getStatus() == PaymentStatusCode.EXPIRED && inTime
                    || fact.getStatus() == PaymentStatusCode.CANCELLED && cancelled;
            findings.unless(
                    right,
                    INVARIANT,
                    logged.at(),
                    fact.getId() + " becomes " + fact.getStatus() + " and nobody decided");
        }
    }

    private void decided(Logged<PaymentFact> logged, PaymentFact before, Logged<Command> command, ReviewPayment asked) {
        PaymentFact fact = logged.value();
        String at = logged.at();
        PaymentStatusCode next = asked.getAccept() ? PaymentStatusCode.PROCESSING : PaymentStatusCode.FAILED;
        findings.equal(next, fact.getStatus(), INVARIANT, at, "status after a decision");
        ReviewFact review = fact.getReview();
        if (review == null || before.getReview() == null) {
            findings.add(INVARIANT, at, "a decision without a review");
            return;
        }
        findings.equal(
                Arrays.<Object>asList(
                        before.getReview().getUntilMs(),
                        asked.getAccept() ? "accept" : "reject",
                        command.value().getActor(),
                        asked.getReason(),
                        command.timestampMs()),
                Arrays.<Object>asList(
                        review.getUntilMs(),
                        review.getDecision(),
                        review.getDecidedBy(),
                        review.getReason(),
                        review.getDecidedAtMs()),
                INVARIANT,
                at,
                "what was decided");
        findings.unless(
                !fact.getCreatedBy().equals(review.getDecidedBy()),
                INVARIANT,
                at,
                review.getDecidedBy() + " asked for " + fact.getId() + " and decided on it");
    }
}
