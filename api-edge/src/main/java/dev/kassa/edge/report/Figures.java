package dev.kassa.edge.report;

import dev.kassa.port.Trends.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a line of a report adds up to, in one currency: counts, and exact amounts in minor units, which have places where they
 * were converted. They are rounded when they are told, HALF_UP, each figure of a line by itself and only then.
 *
 * @param counts of payments and refunds; its amounts say nothing and are 0
 */
public record Figures(Counts counts, BigDecimal amount, BigDecimal fee, BigDecimal refunded) {
    public static final Figures NONE = of(Counts.NONE);

    /** What a cell counts, as it is. */
    public static Figures of(Counts counts) {
        return converted(counts, BigDecimal.ONE);
    }

    /** The same with every amount multiplied. */
    static Figures converted(Counts counts, BigDecimal factor) {
        return new Figures(
                withoutAmounts(counts),
                BigDecimal.valueOf(counts.amount()).multiply(factor),
                BigDecimal.valueOf(counts.fee()).multiply(factor),
                BigDecimal.valueOf(counts.refunded()).multiply(factor));
    }

    /** So that amounts of different currencies are not added by those who add the counts. */
    private static Counts withoutAmounts(Counts counts) {
        return new Counts(
                counts.created(),
                0,
                counts.succeeded(),
                0,
                0,
                counts.failed(),
                0,
                counts.otherEnded(),
                0,
                counts.refunds(),
                counts.refundsFailed(),
                counts.failures(),
                counts.risk(),
                counts.latency());
    }

    /** Both together. */
    Figures plus(Figures other) {
        return new Figures(
                counts.plus(other.counts), amount.add(other.amount), fee.add(other.fee), refunded.add(other.refunded));
    }

    /**
     * An amount as it is told.
     *
     * @throws ArithmeticException where a long cannot hold it
     */
    public static long minor(BigDecimal exact) {
        return exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
