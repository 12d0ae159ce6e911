package dev.kassa.core;

import dev.kassa.avro.BalanceState;
import dev.kassa.avro.EntryFact;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Posting;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.pricing.FeeTerms;
import dev.kassa.reference.Merchant;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.stream.Recent;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Posts entries: the merchant's balance, the entry's place in the chain, and the fact. The balances last asked for are kept
 * in memory. Not thread-safe.
 */
final class Journal {
    private static final int KEPT = 4_096;

    private final KeyValues balances;
    private final AvroCodec<BalanceState> balanceCodec;
    private final AvroCodec<EntryFact> entryCodec;
    private final Map<Bytes, Balance> kept = new Recent<>(KEPT);
    private final HashChain chain = new HashChain();
    private final SettlementBooks books;
    private final Merchants merchants;
    private final Head head;
    private final Outbox outbox;

    Journal(
            KeyValues balances,
            AvroCodec<BalanceState> balanceCodec,
            AvroCodec<EntryFact> entryCodec,
            SettlementBooks books,
            Merchants merchants,
            Head head,
            Outbox outbox) {
        this.balances = balances;
        this.balanceCodec = balanceCodec;
        this.entryCodec = entryCodec;
        this.books = books;
        this.merchants = merchants;
        this.head = head;
        this.outbox = outbox;
    }

    Balance balance(String merchantId, String currency) {
        Bytes key = Keys.of(merchantId, currency);
        Balance balance = kept.get(key);
        if (balance == null) {
            byte[] stored = balances.get(key);
            balance = stored == null ? Balance.ZERO : decoded(stored);
            kept.put(key, balance);
        }
        return balance;
    }

    private Balance decoded(byte[] stored) {
        BalanceState state = balanceCodec.decode(stored);
        return new Balance(
                state.getPending(),
                state.getAvailable(),
                state.getReserve(),
                state.getInTransit(),
                state.getRefundHold(),
                state.getDisputeHold());
    }

    /**
     * What an entry is about.
     *
     * @param fees what made its fee, where it has one
     * @param settlementId of the settlement that it carries out, where it does
     */
    record Cause(
            String subjectId,
            String merchantId,
            String currency,
            @Nullable String paymentId,
            @Nullable String refundId,
            @Nullable FeeTerms fees,
            @Nullable String settlementId,
            @Nullable String withdrawalId,
            long occurredAtMs) {}

    void post(Posting posting, Cause cause, Moment at) {
        LocalDate businessDate =
                BusinessDates.of(cause.occurredAtMs(), merchant(cause).zone());
        JournalEntry entry = new JournalEntry(
                Ids.ENTRY + Ids.tail(cause.subjectId()) + posting.kind().letter(),
                cause.merchantId(),
                posting.kind().word(),
                cause.paymentId(),
                cause.refundId(),
                posting.legs(),
                feeSchedule(cause.fees()),
                settlementDate(cause, businessDate),
                cause.settlementId(),
                cause.withdrawalId(),
                businessDate,
                cause.occurredAtMs(),
                at.timestampMs(),
                at.partition(),
                head.nextEntry(),
                at.offset());
        byte[] previous = head.lastHash();
        byte[] hash = chain.hash(previous, entry);
        head.chained(hash);
        outbox.send(Topics.JOURNAL, cause.merchantId(), entryCodec.encode(EntryCodec.fact(entry, previous, hash)));
        put(cause.merchantId(), cause.currency(), posting.after());
    }

    /** An entry that carries out a settlement is of that one; every other is of a date that is still to be settled. */
    private @Nullable LocalDate settlementDate(Cause cause, LocalDate businessDate) {
        return cause.settlementId() != null ? null : books.openFrom(cause.merchantId(), cause.currency(), businessDate);
    }

    private Merchant merchant(Cause cause) {
        Merchant merchant = merchants.get(cause.merchantId());
        if (merchant == null) {
            throw new IllegalStateException("an entry of merchant " + cause.merchantId() + ", which is not there");
        }
        return merchant;
    }

    private static @Nullable String feeSchedule(@Nullable FeeTerms fees) {
        return fees == null ? null : fees.scheduleId() + "@" + fees.scheduleVersion();
    }

    private void put(String merchantId, String currency, Balance balance) {
        BalanceState state = new BalanceState(
                balance.pending(),
                balance.available(),
                balance.reserve(),
                balance.inTransit(),
                balance.refundHold(),
                balance.disputeHold());
        Bytes key = Keys.of(merchantId, currency);
        kept.put(key, balance);
        balances.put(key, balanceCodec.encode(state));
    }
}
