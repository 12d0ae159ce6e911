package dev.kassa.view;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.schema.AvroCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merchants' balances. What merchants own is a liability: credits raise a balance, debits lower it. */
final class BalanceRows {
    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<MerchantBalance> codec;

    BalanceRows(KeyValueStore<Bytes, byte[]> store, AvroCodec<MerchantBalance> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Adds an entry's legs to each balance that does not have them yet. */
    void post(EntryFact entry) {
        Map<Bytes, MerchantBalance> touched = new HashMap<>();
        for (LegFact leg : entry.getLegs()) {
            if (LegAccount.of(leg.getAccount()) instanceof LegAccount.OfMerchant account) {
                Bytes key = ViewKeys.balance(account.merchantId(), leg.getCurrency());
                MerchantBalance balance = touched.computeIfAbsent(key, this::kept);
                if (balance.getSequence() < entry.getSequence()) {
                    add(balance, account.bucket(), Math.subtractExact(leg.getCredit(), leg.getDebit()));
                }
            }
        }
        touched.forEach((key, balance) -> {
            if (balance.getSequence() < entry.getSequence()) {
                balance.setSequence(entry.getSequence());
                store.put(key, codec.encode(balance));
            }
        });
    }

    private MerchantBalance kept(Bytes key) {
        byte[] row = store.get(key);
        return row == null ? new MerchantBalance(0L, 0L, 0L, 0L, 0L, 0L, 0L) : codec.decode(row);
    }

    private static void add(MerchantBalance balance, String bucket, long amount) {
        switch (bucket) {
            case "pending" -> balance.setPending(Math.addExact(balance.getPending(), amount));
            case "available" -> balance.setAvailable(Math.addExact(balance.getAvailable(), amount));
            case "reserve" -> balance.setReserve(Math.addExact(balance.getReserve(), amount));
            case "in_transit" -> balance.setInTransit(Math.addExact(balance.getInTransit(), amount));
            case "refund_hold" -> balance.setRefundHold(Math.addExact(balance.getRefundHold(), amount));
            case "dispute_hold" -> balance.setDisputeHold(Math.addExact(balance.getDisputeHold(), amount));
            default -> throw new IllegalStateException("a merchant has no account named " + bucket);
        }
    }
}
