package dev.kassa.port;

import dev.kassa.avro.FactPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What payments, refunds and the journal add up to by business date. Amounts are minor units of one currency; currencies
 * are never added together.
 *
 * <p>Thread-safe. Every method throws {@link ViewUnavailableException} while a partition that it needs is being moved or
 * restored and nobody else may answer.
 */
public interface Trends {
    /** By what a trend can be split, beside date and currency. */
    enum Dimension {
        MERCHANT,
        CHANNEL,
        /** Of the customer, as the merchant says; empty where it does not. */
        COUNTRY
    }

    /** The same for a caller who demands something of what it reads, or accepts less. */
    Trends with(Reading reading);

    /**
     * Sums, by date, currency, merchant, channel and country as far as they are split by those.
     *
     * @throws IllegalArgumentException where no slice is kept that answers it
     */
    default List<TrendCell> cells(TrendQuestion question) {
        return told(question).cells();
    }

    /**
     * The same, with how much of the log they are of.
     *
     * @throws IllegalArgumentException where no slice is kept that answers it
     */
    Told told(TrendQuestion question);

    /**
     * Sums of the hours of the last days, in UTC hours of business time.
     *
     * @param merchantId whose; null: all merchants'
     * @param from hours since 1970-01-01
     * @param to exclusive
     * @param byChannel split by channel, which one merchant's are not
     */
    List<TrendCell> hours(@Nullable String merchantId, int from, int to, boolean byChannel);

    /**
     * What moved on each line of the trial balance, by date, currency, account and kind of entry. All that moved before the
     * first date is of the date {@link #BEFORE}.
     *
     * @param merchantId whose entries; null: all
     * @param from days since 1970-01-01
     * @param to exclusive
     * @param currency null: all
     */
    List<FlowCell> flows(@Nullable String merchantId, int from, int to, @Nullable String currency);

    /** The date of what came before. */
    int BEFORE = -1;

    /**
     * Which cells.
     *
     * @param merchantId whose; null: all merchants'
     * @param by what they are split by
     * @param dates whether they are split by date; else a cell's period is 0
     * @param from business date, days since 1970-01-01
     * @param to exclusive
     */
    record TrendQuestion(
            @Nullable String merchantId,
            Set<Dimension> by,
            boolean dates,
            int from,
            int to,
            @Nullable String channel,
            @Nullable String country,
            @Nullable String currency) {}

    /**
     * A cell; what it is not split by is null.
     *
     * @param period days since 1970-01-01, or hours since then
     */
    record TrendCell(
            int period,
            String currency,
            @Nullable String merchantId,
            @Nullable String channel,
            @Nullable String country,
            Counts counts) {}

    /**
     * Sums and what they hold for.
     *
     * @param positions of each partition that was asked, in their order
     */
    record Told(List<TrendCell> cells, List<FactPosition> positions) {}

    /** What moved on a line of the trial balance. */
    record FlowCell(int date, String currency, String account, String kind, long debits, long credits) {}

    /**
     * What a cell counts.
     *
     * @param created payments that were asked for
     * @param amount captured of the payments that succeeded
     * @param otherEnded payments that were voided, cancelled or expired
     * @param refunded amount of the refunds that succeeded
     * @param failures payments that failed, by code
     * @param risk payments by what risk decided at first, and reviews by their end
     * @param latency payments that succeeded, by how long that took; empty: none
     */
    record Counts(
            long created,
            long createdAmount,
            long succeeded,
            long amount,
            long fee,
            long failed,
            long failedAmount,
            long otherEnded,
            long refunded,
            long refunds,
            long refundsFailed,
            Map<String, Long> failures,
            Map<String, Long> risk,
            List<Long> latency) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());

        /**
         * Both together.
         *
         * @throws ArithmeticException where a sum is beyond a long
         */
        public Counts plus(Counts other) {
            return new Counts(
                    Math.addExact(created, other.created),
                    Math.addExact(createdAmount, other.createdAmount),
                    Math.addExact(succeeded, other.succeeded),
                    Math.addExact(amount, other.amount),
                    Math.addExact(fee, other.fee),
                    Math.addExact(failed, other.failed),
                    Math.addExact(failedAmount, other.failedAmount),
                    Math.addExact(otherEnded, other.otherEnded),
                    Math.addExact(refunded, other.refunded),
                    Math.addExact(refunds, other.refunds),
                    Math.addExact(refundsFailed, other.refundsFailed),
                    plus(failures, other.failures),
                    plus(risk, other.risk),
                    plus(latency, other.latency));
        }

        private static Map<String, Long> plus(Map<String, Long> one, Map<String, Long> other) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.isEmpty() ? other : one;
            }
            Map<String, Long> both = new HashMap<>(one);
            other.forEach((key, count) -> both.merge(key, count, Math::addExact));
            return both;
        }

        private static List<Long> plus(List<Long> one, List<Long> other) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.isEmpty() ? other : one;
            }
            Long[] both = new Long[Math.max(one.size(), other.size())];
            for (int i = 0; i < both.length; i++) {
                both[i] = (i < one.size() ? one.get(i) : 0) + (i < other.size() ? other.get(i) : 0);
            }
            return Arrays.asList(both);
        }
    }
}
