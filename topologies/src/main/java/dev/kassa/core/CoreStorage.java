package dev.kassa.core;

/**
 * The stores of one partition.
 *
 * @param merchants by merchant id
 * @param payments by payment id, which sorts by creation
 * @param refunds by refund id
 * @param orders by merchant and order number
 * @param refundNumbers refund ids by merchant and refund number
 * @param references by kind and key: what all merchants share
 * @param devices by merchant, customer and device: those that were seen
 * @param balances by merchant and currency
 * @param settlements by settlement id
 * @param settlementAccounts by merchant and currency: how far it is settled
 * @param withdrawals by withdrawal id
 * @param withdrawalNumbers withdrawal ids by merchant and withdrawal number
 * @param bankAccounts by bank account id, and their ids by merchant, currency and number
 * @param taken by merchant, currency and month: what was taken
 * @param counts by number: the payments that count in the sliding window of risk
 * @param flags by attribute: what pays at many merchants at once
 * @param idempotency by idempotency key, in periods
 * @param deadlines by due time and the id of what waits
 * @param partition one entry: where the partition stands
 */
public record CoreStorage(
        KeyValues merchants,
        KeyValues payments,
        KeyValues refunds,
        KeyValues orders,
        KeyValues refundNumbers,
        KeyValues references,
        KeyValues devices,
        KeyValues balances,
        KeyValues settlements,
        KeyValues settlementAccounts,
        KeyValues withdrawals,
        KeyValues withdrawalNumbers,
        KeyValues bankAccounts,
        KeyValues taken,
        KeyValues counts,
        KeyValues flags,
        TimedKeyValues idempotency,
        KeyValues deadlines,
        KeyValues partition) {}
