package dev.kassa.ledger;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal with all its legs.
 *
 * @param id follows from what caused it, so it can be posted once only
 * @param kind the template's word
 * @param feeSchedule of a capture: id and version of what made its fee, as {@code business@0}
 * @param settlementDate the business date whose settlement it belongs to; null where it carries one out
 * @param settlementId the settlement that it carries out
 * @param businessDate of its business time in the merchant's time zone; null in entries from before it was said
 * @param occurredAtMs business time
 * @param postedAtMs processing time
 * @param sequence 1, 2, 3 … of the entries of the partition
 * @param commandOffset the command that caused it
 */
public record JournalEntry(
        String id,
        String merchantId,
        String kind,
        @Nullable String paymentId,
        @Nullable String refundId,
        List<Leg> legs,
        @Nullable String feeSchedule,
        @Nullable LocalDate settlementDate,
        @Nullable String settlementId,
        @Nullable String withdrawalId,
        @Nullable LocalDate businessDate,
        long occurredAtMs,
        long postedAtMs,
        int partition,
        long sequence,
        long commandOffset) {}
