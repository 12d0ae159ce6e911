package dev.kassa.standalone.replay;

import java.time.Duration;
import java.util.List;

/**
 * What a replay came to.
 *
 * @param merchantsCreated merchants that were not there before
 * @param lines a line per kind, outcome and code
 * @param p50Ms time from sending a row (with a rate: from when it was due) to its definite answer
 */
public record Summary(
        String file,
        long rows,
        int merchants,
        int merchantsCreated,
        List<Line> lines,
        Duration elapsed,
        double rowsPerSecond,
        double p50Ms,
        double p95Ms,
        double p99Ms) {

    /**
     * Rows of one kind with one outcome.
     *
     * @param kind {@code payment} or {@code refund}
     * @param amount the sum of the rows' amounts in minor units, over all currencies
     */
    public record Line(String kind, String status, String code, long count, long amount) {}

    /** Whether every row got a definite answer. */
    public boolean allDefinite() {
        return lines.stream().noneMatch(line -> line.status().equals(Outcome.UNANSWERED));
    }
}
