package dev.kassa.port;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads over what is committed. Every read that names a merchant is of that one: another merchant's ids are simply not
 * found.
 *
 * <p>Thread-safe. Every method throws {@link ViewUnavailableException} while the partition that it needs is being moved
 * or restored and nobody else may answer; it never answers from less than that partition holds, but for a copy that a
 * {@link Reading} allows and is told of.
 */
public interface Queries {
    /** The same for a caller who demands something of what it reads, or accepts less. */
    Queries with(Reading reading);

    /**
     * Refuses where not every partition can be read now.
     *
     * @throws ViewUnavailableException naming what is missing
     */
    void requireAll();

    Optional<PaymentFact> payment(String merchantId, String paymentId);

    Optional<RefundFact> refund(String merchantId, String refundId);

    Optional<OrderView> order(String merchantId, String orderNo);

    /** The payments that there are, by id; at most 100 ids. */
    Map<String, PaymentFact> payments(String merchantId, Collection<String> paymentIds);

    /** The payments that there are of any merchant, by id; at most 100 ids. For who may see all merchants. */
    Map<String, PaymentFact> payments(Collection<String> paymentIds);

    /** The refunds that there are of any merchant, by id; at most 100 ids. For who may see all merchants. */
    Map<String, RefundFact> refunds(Collection<String> refundIds);

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

    /** The same of a merchant's refunds. */
    RefundPage refunds(String merchantId, RefundFilter filter);

    /**
     * The payments of all merchants that wait for a person, those that waited longest first.
     *
     * @param after the id of the last payment of the page before, or null for the first
     * @param limit 1 to 500
     */
    List<PaymentFact> reviews(@Nullable String after, int limit);

    /**
     * One row per currency that the merchant has ever held, by currency.
     *
     * @param asOfMs with every entry that was posted by then, in processing time; null: now
     */
    List<BalanceView> balances(String merchantId, @Nullable Long asOfMs);

    /** The journal entries of a payment and its refunds, in the order in which they were posted. */
    List<EntryFact> entries(String merchantId, String paymentId);

    TrialBalance trialBalance();

    /**
     * Settlements that there are, by id; at most 100 ids.
     *
     * @param merchantId whose; null: any merchant's, for who may see all
     */
    Map<String, SettlementFact> settlements(@Nullable String merchantId, Collection<String> settlementIds);

    /** The same of withdrawals. */
    Map<String, WithdrawalFact> withdrawals(@Nullable String merchantId, Collection<String> withdrawalIds);

    /** The same of bank accounts. */
    Map<String, BankAccountFact> bankAccounts(@Nullable String merchantId, Collection<String> accountIds);

    /**
     * A page of settlements, newest first. It may hold fewer than the limit, even none, and still name a next one.
     *
     * @throws IllegalArgumentException where the cursor is not one of ours
     */
    DossierPage<SettlementFact> settlements(DossierFilter filter);

    /** The same of withdrawals. */
    DossierPage<WithdrawalFact> withdrawals(DossierFilter filter);

    /** The same of bank accounts. */
    DossierPage<BankAccountFact> bankAccounts(DossierFilter filter);

    /**
     * A page of the journal entries that belong to a settlement, as they were posted.
     *
     * @param cursor where the page before ended; null: the first
     * @param limit 1 to 500
     * @throws IllegalArgumentException where the cursor is not one of ours
     */
    EntryPage settledEntries(String merchantId, String settlementId, int limit, @Nullable String cursor);

    /** An order with its payments and refunds, each oldest first. */
    record OrderView(String orderNo, List<PaymentFact> payments, List<RefundFact> refunds) {}

    /**
     * Which payments of a merchant.
     *
     * @param time which of its two times the bounds and the order are of
     * @param fromMs at or after, milliseconds
     * @param toMs before, milliseconds
     * @param status an API status such as {@code succeeded}, or null for all
     * @param channel a channel's name, or null for all
     * @param currency an ISO 4217 code, or null for all
     * @param limit 1 to 500
     * @param cursor where the page before ended, or null for the first; of a list of the same time
     */
    record PaymentFilter(
            ListTime time,
            long fromMs,
            long toMs,
            @Nullable String status,
            @Nullable String channel,
            @Nullable String currency,
            int limit,
            @Nullable String cursor) {}

    /**
     * Which refunds of a merchant.
     *
     * @param paymentId of this payment, or null for all
     * @param time which of a refund's times the bounds and the order are of
     * @param fromMs at or after, milliseconds
     * @param toMs before, milliseconds
     * @param status an API status, or null for all
     * @param limit 1 to 500
     * @param cursor where the page before ended, or null for the first
     */
    record RefundFilter(
            @Nullable String paymentId,
            ListTime time,
            long fromMs,
            long toMs,
            @Nullable String status,
            int limit,
            @Nullable String cursor) {}

    /** The two times of a payment or refund. */
    enum ListTime {
        /** When it was created. */
        PROCESSING,
        /** When it took place, as the caller says. */
        BUSINESS
    }

    /**
     * Which settlements, withdrawals or bank accounts.
     *
     * @param merchantId whose; null: every merchant's
     * @param from of settlements business dates in days since 1970-01-01, of the others created_at in milliseconds
     * @param to before
     * @param status an API status, or null for all
     * @param currency an ISO 4217 code, or null for all
     * @param number a withdrawal's, by its merchant, or null for all; of the others null
     * @param limit 1 to 500
     * @param cursor where the page before ended, or null for the first
     */
    record DossierFilter(
            @Nullable String merchantId,
            long from,
            long to,
            @Nullable String status,
            @Nullable String currency,
            @Nullable String number,
            int limit,
            @Nullable String cursor) {}

    /** A page, and where the next one starts: null after the last. */
    record DossierPage<T>(List<T> data, @Nullable String nextCursor) {}

    /** A page, and where the next one starts: null after the last. */
    record EntryPage(List<EntryFact> data, @Nullable String nextCursor) {}

    /** A page, and where the next one starts: null after the last. */
    record RefundPage(List<RefundFact> data, @Nullable String nextCursor) {}

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
