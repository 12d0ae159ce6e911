package dev.kassa.trend;

import dev.kassa.avro.TrendCounts;
import dev.kassa.port.Trends;

/** What is told of a cell that is written. */
final class CellCodec {
    private CellCodec() {}

    static Trends.Counts counts(TrendCounts counts) {
        return new Trends.Counts(
                counts.getCreated(),
                counts.getCreatedAmount(),
                counts.getSucceeded(),
                counts.getAmount(),
                counts.getFee(),
                counts.getFailed(),
                counts.getFailedAmount(),
                counts.getOtherEnded(),
                counts.getRefunded(),
                counts.getRefunds(),
                counts.getRefundsFailed(),
                counts.getFailures(),
                counts.getRisk(),
                counts.getLatency());
    }
}
