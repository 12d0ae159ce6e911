package dev.kassa.standalone.node;

import dev.kassa.core.RiskCounts;
import dev.kassa.core.RiskWatch.ReviewEnd;
import dev.kassa.edge.Meters;
import dev.kassa.risk.Decision;
import dev.kassa.schema.Metric;
import java.util.Locale;

/** What risk decided in this process, for Prometheus. */
final class RiskMeters {
    private RiskMeters() {}

    static void bind(Meters meters, RiskCounts risk) {
        for (Decision decision : Decision.values()) {
            meters.counter(Metric.RISK_PAYMENTS, () -> risk.payments(decision), "decision", decision.word());
        }
        for (ReviewEnd end : ReviewEnd.values()) {
            meters.counter(
                    Metric.RISK_REVIEWS,
                    () -> risk.reviews(end),
                    "outcome",
                    end.name().toLowerCase(Locale.ROOT));
        }
        risk.eachReason(reason -> meters.counter(Metric.RISK_REASONS, () -> risk.found(reason), "reason", reason));
    }
}
