package dev.kassa.view;

import dev.kassa.avro.AccountTotals;
import dev.kassa.avro.CurrencyTotals;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.Account;
import dev.kassa.schema.AvroCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The trial balance of the partition: what was ever debited and credited, by currency and account. */
final class TotalsRows {
    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<CurrencyTotals> codec;

    TotalsRows(KeyValueStore<Bytes, byte[]> store, AvroCodec<CurrencyTotals> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Adds an entry's legs to each currency that does not have them yet. */
    void post(EntryFact entry) {
        Map<Bytes, CurrencyTotals> touched = new HashMap<>();
        for (LegFact leg : entry.getLegs()) {
            CurrencyTotals totals = touched.computeIfAbsent(ViewKeys.totals(leg.getCurrency()), this::kept);
            if (totals.getSequence() < entry.getSequence()) {
                add(totals, leg);
            }
        }
        touched.forEach((key, totals) -> {
            if (totals.getSequence() < entry.getSequence()) {
                totals.setSequence(entry.getSequence());
                store.put(key, codec.encode(totals));
            }
        });
    }

    private CurrencyTotals kept(Bytes key) {
        byte[] row = store.get(key);
        return row == null ? new CurrencyTotals(0L, new HashMap<>()) : codec.decode(row);
    }

    private static void add(CurrencyTotals totals, LegFact leg) {
        AccountTotals account = totals.getAccounts()
                .computeIfAbsent(Account.trialBalanceLine(leg.getAccount()), _ -> new AccountTotals(0L, 0L));
        account.setDebits(Math.addExact(account.getDebits(), leg.getDebit()));
        account.setCredits(Math.addExact(account.getCredits(), leg.getCredit()));
    }
}
