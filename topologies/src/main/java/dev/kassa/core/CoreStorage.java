package dev.kassa.core;

/**
 * The stores of one partition.
 *
 * @param merchants by merchant id
 * @param payments by payment id, which sorts by creation
 * @param refunds by refund id
 * @param orders by merchant and order number
 * @param refundNumbers refund ids by merchant and refund number
 * @param balances by merchant and currency
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
        KeyValues balances,
        TimedKeyValues idempotency,
        KeyValues deadlines,
        KeyValues partition) {}
