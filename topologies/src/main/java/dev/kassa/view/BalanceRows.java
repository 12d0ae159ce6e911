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
                MerchantBalance balance =
                        touched.computeIfAbsent(key, _ -> opened(account.merchantId(), leg.getCurrency(), key, entry));
                if (balance.getSequence() < entry.getSequence()) {
                    add(balance, account.bucket(), Math.subtractExact(leg.getCredit(), leg.getDebit()));
                }
            }
        }
        touched.forEach((key, balance) -> {
            if (balance.getSequence() < entry.getSequence()) {
                balance.setSequence(entry.getSequence());
                balance.setPostedAtMs(entry.getPostedAtMs());
                store.put(key, codec.encode(balance));
            }
        });
    }

    /** The balance before an entry; the first entry of a minute keeps what the minutes before came to. */
    private MerchantBalance opened(String merchantId, String currency, Bytes key, EntryFact entry) {
        byte[] row = store.get(key);
        if (row == null) {
            return new MerchantBalance(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        }
        MerchantBalance balance = codec.decode(row);
        long minute = Minutes.of(balance.getPostedAtMs());
        if (balance.getSequence() < entry.getSequence() && minute < Minutes.of(entry.getPostedAtMs())) {
            store.put(ViewKeys.past(merchantId, currency, minute), row);
        }
        return balance;
    }

    /** Adds what an entry does to a merchant's balance in a currency, if anything. */
    static void add(MerchantBalance balance, EntryFact entry, String merchantId, String currency) {
        boolean touched = false;
        for (LegFact leg : entry.getLegs()) {
            if (leg.getCurrency().equals(currency)
                    && LegAccount.of(leg.getAccount()) instanceof LegAccount.OfMerchant account
                    && account.merchantId().equals(merchantId)) {
                add(balance, account.bucket(), Math.subtractExact(leg.getCredit(), leg.getDebit()));
                touched = true;
            }
        }
        if (touched) {
            balance.setSequence(entry.getSequence());
            balance.setPostedAtMs(entry.getPostedAtMs());
        }
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
