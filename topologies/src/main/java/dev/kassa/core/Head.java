package dev.kassa.core;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PartitionState;
import dev.kassa.ledger.HashChain;
import dev.kassa.schema.AvroCodec;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Where a partition stands: how many facts of each kind it has, and where its hash chain ends. Not thread-safe. */
final class Head {
    private static final Bytes KEY = Keys.of("head");

    private final KeyValues store;
    private final AvroCodec<PartitionState> codec;
    private final PartitionState state;
    private boolean changed;

    Head(KeyValues store, AvroCodec<PartitionState> codec, int partition) {
        this.store = store;
        this.codec = codec;
        byte[] stored = store.get(KEY);
        this.state = stored == null ? start(partition) : codec.decode(stored);
    }

    private static PartitionState start(int partition) {
        return new PartitionState(
                new FactPosition(partition, 0L, 0L, 0L, 0L, 0L, 0L, 0L),
                ByteBuffer.wrap(HashChain.start()),
                0L,
                0L,
                0L);
    }

    int partition() {
        return state.getPosition().getPartition();
    }

    FactPosition position() {
        FactPosition now = state.getPosition();
        return new FactPosition(
                now.getPartition(),
                now.getPayments(),
                now.getRefunds(),
                now.getJournal(),
                now.getMerchants(),
                now.getSettlements(),
                now.getWithdrawals(),
                now.getBankAccounts());
    }

    long nextPayment() {
        changed = true;
        state.getPosition().setPayments(state.getPosition().getPayments() + 1);
        return state.getPosition().getPayments();
    }

    long nextRefund() {
        changed = true;
        state.getPosition().setRefunds(state.getPosition().getRefunds() + 1);
        return state.getPosition().getRefunds();
    }

    long nextEntry() {
        changed = true;
        state.getPosition().setJournal(state.getPosition().getJournal() + 1);
        return state.getPosition().getJournal();
    }

    long nextMerchant() {
        changed = true;
        state.getPosition().setMerchants(state.getPosition().getMerchants() + 1);
        return state.getPosition().getMerchants();
    }

    long nextSettlement() {
        changed = true;
        state.getPosition().setSettlements(state.getPosition().getSettlements() + 1);
        return state.getPosition().getSettlements();
    }

    long nextWithdrawal() {
        changed = true;
        state.getPosition().setWithdrawals(state.getPosition().getWithdrawals() + 1);
        return state.getPosition().getWithdrawals();
    }

    long nextBankAccount() {
        changed = true;
        state.getPosition().setBankAccounts(state.getPosition().getBankAccounts() + 1);
        return state.getPosition().getBankAccounts();
    }

    byte[] lastHash() {
        return state.getLastHash().array();
    }

    void chained(byte[] hash) {
        changed = true;
        state.setLastHash(ByteBuffer.wrap(hash));
    }

    long watchedToMs() {
        return state.getWatchedToMs();
    }

    void watchedTo(long ms) {
        changed = true;
        state.setWatchedToMs(ms);
    }

    /** The last change of reference data that holds here. */
    long referenceVersion() {
        return state.getReferenceVersion();
    }

    void referenceAt(long version) {
        changed = true;
        state.setReferenceVersion(version);
    }

    /** The number of the first payment that counts in the sliding window of risk. */
    long countedFrom() {
        return state.getCountedFrom();
    }

    void countedFrom(long number) {
        changed = true;
        state.setCountedFrom(number);
    }

    /** Writes down what changed; once for each command. */
    void save() {
        if (changed) {
            store.put(KEY, codec.encode(state));
            changed = false;
        }
    }
}
