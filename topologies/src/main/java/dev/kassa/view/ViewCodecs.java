package dev.kassa.view;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.CurrencyTotals;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;

/**
 * How the rows of the views are written: facts as they stand on their topics, and the rows that the views make
 * themselves. Not thread-safe, as codecs are not.
 */
public record ViewCodecs(
        AvroCodec<PaymentFact> payments,
        AvroCodec<RefundFact> refunds,
        AvroCodec<EntryFact> entries,
        AvroCodec<SettlementFact> settlements,
        AvroCodec<WithdrawalFact> withdrawals,
        AvroCodec<BankAccountFact> bankAccounts,
        AvroCodec<MerchantBalance> balances,
        AvroCodec<CurrencyTotals> totals,
        AvroCodec<AppliedFacts> applied,
        AvroCodec<ArchiveFact> archives) {
    private static final int HASH_BYTES = 32;

    public static ViewCodecs of(Codecs codecs) {
        return new ViewCodecs(
                codecs.of(Topics.PAYMENTS),
                codecs.of(Topics.REFUNDS),
                codecs.of(Topics.JOURNAL),
                codecs.of(Topics.SETTLEMENTS),
                codecs.of(Topics.WITHDRAWALS),
                codecs.of(Topics.BANK_ACCOUNTS),
                codecs.ofStore("views-balances", MerchantBalance.getClassSchema()),
                codecs.ofStore("views-totals", CurrencyTotals.getClassSchema()),
                codecs.ofStore("views-applied", AppliedFacts.getClassSchema()),
                codecs.of(Topics.ARCHIVES));
    }

    /** How far a partition has come that has seen no fact. */
    static AppliedFacts nothingApplied() {
        return new AppliedFacts(0L, 0L, 0L, ByteBuffer.allocate(HASH_BYTES), 0L, 0L, 0L, 0L, 0L);
    }
}
