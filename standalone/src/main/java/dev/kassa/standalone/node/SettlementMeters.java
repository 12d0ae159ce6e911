package dev.kassa.standalone.node;

import dev.kassa.edge.Meters;
import dev.kassa.schema.Metric;
import dev.kassa.settlement.window.SettlementTally;

/** What the settlement application did, as metrics. */
final class SettlementMeters {
    private SettlementMeters() {}

    static void bind(Meters meters, SettlementTally tally) {
        meters.counter(Metric.SETTLEMENT_ENTRIES, tally::entries);
        meters.counter(Metric.SETTLEMENT_DRAWN_UP, tally::drawnUps);
        meters.gauge(Metric.SETTLEMENT_WINDOWS, tally::openWindows);
    }
}
