package dev.kassa.core;

import dev.kassa.avro.BalanceState;
import dev.kassa.avro.EntryFact;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Posting;
import dev.kassa.pricing.FeeTerms;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import org.jspecify.annotations.Nullable;

/** Posts entries: the merchant's balance, the entry's place in the chain, and the fact. Not thread-safe. */
final class Journal {
    private final KeyValues balances;
    private final AvroCodec<BalanceState> balanceCodec;
    private final AvroCodec<EntryFact> entryCodec;
    private final HashChain chain = new HashChain();
    private final Head head;
    private final Outbox outbox;

    Journal(
            KeyValues balances,
            AvroCodec<BalanceState> balanceCodec,
            AvroCodec<EntryFact> entryCodec,
            Head head,
            Outbox outbox) {
        this.balances = balances;
        this.balanceCodec = balanceCodec;
        this.entryCodec = entryCodec;
        this.head = head;
        this.outbox = outbox;
    }

    Balance balance(String merchantId, String currency) {
        byte[] stored = balances.get(Keys.of(merchantId, currency));
        if (stored == null) {
            return Balance.ZERO;
        }
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
     */
    record Cause(
            String subjectId,
            String merchantId,
            String currency,
            String paymentId,
            @Nullable String refundId,
            @Nullable FeeTerms fees,
            long occurredAtMs) {}

    void post(Posting posting, Cause cause, Moment at) {
        JournalEntry entry = new JournalEntry(
                Ids.ENTRY + Ids.tail(cause.subjectId()) + posting.kind().letter(),
                cause.merchantId(),
                posting.kind().word(),
                cause.paymentId(),
                cause.refundId(),
                posting.legs(),
                feeSchedule(cause.fees()),
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
        balances.put(Keys.of(merchantId, currency), balanceCodec.encode(state));
    }
}
