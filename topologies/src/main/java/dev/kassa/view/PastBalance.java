package dev.kassa.view;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantBalance;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A balance as it was: the one that is kept of the last minute before that had entries, and what was posted since. Reads at
 * most the entries of one minute. For one thread.
 */
public record PastBalance(ReadOnlyKeyValueStore<Bytes, byte[]> store, ViewCodecs codecs) {
    private static final long BEFORE_ALL = 0;

    /**
     * The balance with every entry that was posted by a moment.
     *
     * @param now as it stands
     * @param asOfMs in processing time
     */
    public MerchantBalance asOf(String merchantId, String currency, MerchantBalance now, long asOfMs) {
        if (now.getPostedAtMs() <= asOfMs) {
            return now;
        }
        MerchantBalance balance = atEndOfMinuteBefore(merchantId, currency, asOfMs);
        Bytes from = ViewKeys.entry(merchantId, balance.getSequence() + 1);
        Bytes to = ViewKeys.entry(merchantId, now.getSequence());
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
            while (entries.hasNext()) {
                EntryFact entry = codecs.entries().decode(entries.next().value);
                if (entry.getPostedAtMs() > asOfMs) {
                    return balance;
                }
                BalanceRows.add(balance, entry, merchantId, currency);
            }
        }
        return balance;
    }

    private MerchantBalance atEndOfMinuteBefore(String merchantId, String currency, long asOfMs) {
        Bytes first = ViewKeys.past(merchantId, currency, BEFORE_ALL);
        Bytes last = ViewKeys.past(merchantId, currency, Math.max(BEFORE_ALL, Minutes.of(asOfMs) - 1));
        try (KeyValueIterator<Bytes, byte[]> latest = store.reverseRange(first, last)) {
            return latest.hasNext()
                    ? codecs.balances().decode(latest.next().value)
                    : new MerchantBalance(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        }
    }
}
