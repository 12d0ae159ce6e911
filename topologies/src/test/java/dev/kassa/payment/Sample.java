package dev.kassa.payment;

import dev.kassa.pricing.FeeTerms;
import dev.kassa.risk.Decision;
import dev.kassa.risk.RiskAssessment;
import dev.kassa.risk.RiskFinding;
import dev.kassa.risk.Signals;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** Terms and findings that tests of rules begin with: 0.60 % and no minimum, taken on 10 March by the key {@code key:a}. */
public final class Sample {
    public static final String REQUESTER = "key:a";
    public static final FeeTerms FEES = new FeeTerms("business", 0, 6_000, 0, 0, null);
    public static final Basis BASIS = new Basis(REQUESTER, LocalDate.of(2026, 3, 10), FEES, 1, 0);
    public static final RiskFinding ACCEPTED = finding(Decision.ACCEPT);

    private Sample() {}

    public static PaymentTerms terms(
            long amount, String currency, String channel, boolean manualCapture, long occurredAtMs) {
        return new PaymentTerms(
                "m",
                "o",
                amount,
                currency,
                channel,
                manualCapture,
                null,
                null,
                null,
                new TreeMap<>(),
                BASIS,
                occurredAtMs);
    }

    public static RiskFinding finding(Decision decision) {
        return new RiskFinding(new RiskAssessment(0, decision, List.of(), List.of()), Signals.NONE);
    }
}
