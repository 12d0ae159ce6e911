package dev.kassa.bench.check;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.bench.check.Evidence.Reads;
import dev.kassa.bench.check.Evidence.Sums;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** I7: what reports add up is what payments, refunds and the journal are, each of them once. */
final class TrendsCheck {
    private final Findings findings;
    private final RecordedLog log;
    private final Map<String, Map<String, Long>> trialBalance;

    TrendsCheck(Findings findings, RecordedLog log, Map<String, Map<String, Long>> trialBalance) {
        this.findings = findings;
        this.log = log;
        this.trialBalance = trialBalance;
    }

    void check(@Nullable Reads reads) {
        if (reads == null) {
            return;
        }
        findings.equal(
                ReadsCheck.withoutZeros(trialBalance),
                ReadsCheck.withoutZeros(reads.flows()),
                "I7",
                "the funds flow",
                "its closing");
        findings.equal(expected(), new TreeMap<>(reads.trends()), "I7", "the payment trend", "what it adds up to");
    }

    /** By currency, of the last fact of each. */
    private Map<String, Sums> expected() {
        Map<String, PaymentFact> payments = new HashMap<>();
        log.payments().forEach(fact -> payments.put(fact.value().getId(), fact.value()));
        Map<String, RefundFact> refunds = new HashMap<>();
        log.refunds().forEach(fact -> refunds.put(fact.value().getId(), fact.value()));
        Map<String, Sums> sums = new TreeMap<>();
        payments.values()
                .forEach(payment -> sums.merge(
                        payment.getCurrency(),
                        payment.getStatus() == PaymentStatusCode.SUCCEEDED
                                ? new Sums(1, payment.getAmountCaptured(), 0, 0, 0)
                                : new Sums(0, 0, payment.getStatus() == PaymentStatusCode.FAILED ? 1 : 0, 0, 0),
                        Sums::plus));
        refunds.values().stream()
                .filter(refund -> refund.getStatus() == RefundStatusCode.SUCCEEDED)
                .forEach(refund ->
                        sums.merge(refund.getCurrency(), new Sums(0, 0, 0, 1, refund.getAmount()), Sums::plus));
        return sums;
    }
}
