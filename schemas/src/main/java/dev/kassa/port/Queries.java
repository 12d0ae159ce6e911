package dev.kassa.port;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads over what is committed. Every read is of one merchant: another merchant's ids are simply not found.
 *
 * <p>Thread-safe. Every method throws {@link ViewUnavailableException} while the partition that it needs is being moved
 * or restored; it never answers from less than that partition holds.
 */
public interface Queries {
    /**
     * Waits until the views have seen the position, at most so long.
     *
     * @return whether they have
     */
    boolean awaitPosition(FactPosition position, Duration atMost);

    Optional<PaymentFact> payment(String merchantId, String paymentId);

    Optional<RefundFact> refund(String merchantId, String refundId);

    Optional<OrderView> order(String merchantId, String orderNo);

    /** The payments that there are, by id; at most 100 ids. */
    Map<String, PaymentFact> payments(String merchantId, Collection<String> paymentIds);

    /** The refunds that there are, by id; at most 100 ids. */
    Map<String, RefundFact> refunds(String merchantId, Collection<String> refundIds);

    /** The orders that there are, by order number; at most 100 numbers. */
    Map<String, OrderView> orders(String merchantId, Collection<String> orderNos);

    /**
     * A merchant's payments, newest first. A page may hold fewer than the limit, even none, and still name a next one: how
     * many rows one call looks through is bounded.
     *
     * @throws IllegalArgumentException where the cursor is not one of ours
     */
    PaymentPage payments(String merchantId, PaymentFilter filter);

    /**
     * The payments of all merchants that wait for a person, those that waited longest first.
     *
     * @param after the id of the last payment of the page before, or null for the first
     * @param limit 1 to 500
     */
    List<PaymentFact> reviews(@Nullable String after, int limit);

    /** One row per currency that the merchant has ever held, by currency. */
    List<BalanceView> balances(String merchantId);

    /** The journal entries of a payment and its refunds, in the order in which they were posted. */
    List<EntryFact> entries(String merchantId, String paymentId);

    TrialBalance trialBalance();

    /** An order with its payments and refunds, each oldest first. */
    record OrderView(String orderNo, List<PaymentFact> payments, List<RefundFact> refunds) {}

    /**
     * Which payments of a merchant.
     *
     * @param fromMs created at or after, milliseconds
     * @param toMs created before, milliseconds
     * @param status an API status such as {@code succeeded}, or null for all
     * @param channel a channel's name, or null for all
     * @param limit 1 to 500
     * @param cursor where the page before ended, or null for the first
     */
    record PaymentFilter(
            long fromMs,
            long toMs,
            @Nullable String status,
            @Nullable String channel,
            int limit,
            @Nullable String cursor) {}

    /** A page, and where the next one starts: null after the last. */
    record PaymentPage(List<PaymentFact> data, @Nullable String nextCursor) {}

    /** A merchant's balances in one currency, in minor units. */
    record BalanceView(
            String currency,
            long pending,
            long available,
            long reserve,
            long inTransit,
            long refundHold,
            long disputeHold) {}

    /**
     * The trial balance, summed over partitions.
     *
     * @param currencies a row per currency, by currency
     * @param position how many journal entries of each partition it holds for, as {@code 0:17,1:4}
     * @param healthy every entry balanced, every partition balances, and every hash chain is whole
     */
    record TrialBalance(List<CurrencyRow> currencies, String position, boolean healthy) {
        /** Debits and credits of a currency; {@code difference} is debits less credits. */
        public record CurrencyRow(
                String currency, long debits, long credits, long difference, List<AccountRow> accounts) {}

        /**
         * One account; {@code balance} is debits less credits. Merchants' accounts are summed by bucket, as
         * {@code merchants:pending}; platform accounts over their partitions.
         */
        public record AccountRow(String account, long debits, long credits, long balance) {}
    }
}
