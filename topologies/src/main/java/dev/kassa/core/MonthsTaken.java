package dev.kassa.core;

import dev.kassa.avro.SpendingState;
import dev.kassa.limit.MonthTaken;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.schema.AvroCodec;
import dev.kassa.stream.Recent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What each merchant took in each currency and month, for its limits and its volume. The months last asked for are kept in
 * memory. Not thread-safe.
 */
final class MonthsTaken {
    private static final int KEPT = 4_096;

    private final KeyValues store;
    private final AvroCodec<SpendingState> codec;
    private final Map<String, MonthTaken> kept = new Recent<>(KEPT);

    MonthsTaken(KeyValues store, AvroCodec<SpendingState> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** What was taken in the month of a business date. */
    MonthTaken of(String merchantId, String currency, LocalDate businessDate) {
        return of(key(merchantId, currency, businessDate));
    }

    private MonthTaken of(String key) {
        MonthTaken month = kept.get(key);
        if (month == null) {
            byte[] stored = store.get(Keys.of(key));
            month = stored == null ? MonthTaken.NOTHING : decoded(stored);
            kept.put(key, month);
        }
        return month;
    }

    /** A payment was accepted; or came to nothing, in whole or in part, where the amount is below zero. */
    void accepted(PaymentTerms terms, long amount) {
        if (amount == 0) {
            return;
        }
        String key = key(terms);
        put(key, of(key).plus(terms.basis().businessDate().getDayOfMonth(), amount));
    }

    /** A payment was captured, perhaps in part: what was not captured is given back. */
    void captured(PaymentTerms terms, long amount) {
        String key = key(terms);
        MonthTaken month = of(key).plusCaptured(amount);
        long rest = terms.amount() - amount;
        put(key, rest == 0 ? month : month.plus(terms.basis().businessDate().getDayOfMonth(), -rest));
    }

    private void put(String key, MonthTaken month) {
        kept.put(key, month);
        long[] days = month.days();
        List<Long> stored = new ArrayList<>(days.length);
        for (long day : days) {
            stored.add(day);
        }
        store.put(Keys.of(key), codec.encode(new SpendingState(stored, month.captured())));
    }

    private MonthTaken decoded(byte[] stored) {
        SpendingState state = codec.decode(stored);
        return MonthTaken.of(state.getDays().stream().mapToLong(Long::longValue).toArray(), state.getCaptured());
    }

    private static String key(PaymentTerms terms) {
        return key(terms.merchantId(), terms.currency(), terms.basis().businessDate());
    }

    /** A merchant id holds no zero byte, so no two keys share their bytes. */
    private static String key(String merchantId, String currency, LocalDate date) {
        return merchantId + '\0' + currency + date.getYear() + '-' + date.getMonthValue();
    }
}
