package dev.kassa.ledger;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Journal entries between their rules and their facts. */
public final class EntryCodec {
    private EntryCodec() {}

    /** The entry as it goes to the journal. */
    public static EntryFact fact(JournalEntry entry, byte[] previousHash, byte[] hash) {
        List<LegFact> legs = new ArrayList<>(entry.legs().size());
        for (Leg leg : entry.legs()) {
            legs.add(new LegFact(leg.account(), leg.currency(), leg.debit(), leg.credit()));
        }
        return new EntryFact(
                entry.id(),
                entry.merchantId(),
                entry.kind(),
                entry.paymentId(),
                entry.refundId(),
                legs,
                entry.feeSchedule(),
                day(entry.settlementDate()),
                entry.settlementId(),
                entry.withdrawalId(),
                day(entry.businessDate()),
                entry.occurredAtMs(),
                entry.postedAtMs(),
                entry.partition(),
                entry.sequence(),
                entry.commandOffset(),
                ByteBuffer.wrap(previousHash),
                ByteBuffer.wrap(hash));
    }

    /**
     * The entry of a fact.
     *
     * @throws IllegalArgumentException where a leg has not exactly one side above zero
     */
    public static JournalEntry entry(EntryFact fact) {
        List<Leg> legs = new ArrayList<>(fact.getLegs().size());
        for (LegFact leg : fact.getLegs()) {
            legs.add(new Leg(leg.getAccount(), leg.getCurrency(), leg.getDebit(), leg.getCredit()));
        }
        return new JournalEntry(
                fact.getId(),
                fact.getMerchantId(),
                fact.getKind(),
                fact.getPaymentId(),
                fact.getRefundId(),
                legs,
                fact.getFeeSchedule(),
                date(fact.getSettlementDate()),
                fact.getSettlementId(),
                fact.getWithdrawalId(),
                date(fact.getBusinessDate()),
                fact.getOccurredAtMs(),
                fact.getPostedAtMs(),
                fact.getPartition(),
                fact.getSequence(),
                fact.getCommandOffset());
    }

    private static @Nullable Integer day(@Nullable LocalDate date) {
        return date == null ? null : Math.toIntExact(date.toEpochDay());
    }

    private static @Nullable LocalDate date(@Nullable Integer day) {
        return day == null ? null : LocalDate.ofEpochDay(day);
    }
}
