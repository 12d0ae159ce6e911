package dev.kassa.trend;

import dev.kassa.avro.TrendCounts;
import dev.kassa.avro.TrendRow;
import dev.kassa.port.Trends;

/** Cells between what is asked for and how they are written. */
final class CellCodec {
    private CellCodec() {}

    static Trends.TrendCell of(TrendRow row) {
        return new Trends.TrendCell(
                row.getPeriod(),
                row.getCurrency(),
                row.getMerchantId(),
                row.getChannel(),
                row.getCountry(),
                counts(row.getCounts()));
    }

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

    static TrendCounts counts(Trends.Counts counts) {
        return new TrendCounts(
                counts.created(),
                counts.createdAmount(),
                counts.succeeded(),
                counts.amount(),
                counts.fee(),
                counts.failed(),
                counts.failedAmount(),
                counts.otherEnded(),
                counts.refunded(),
                counts.refunds(),
                counts.refundsFailed(),
                counts.failures(),
                counts.risk(),
                counts.latency());
    }
}
