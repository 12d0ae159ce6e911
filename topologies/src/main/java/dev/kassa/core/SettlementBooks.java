package dev.kassa.core;

import dev.kassa.avro.SettlementAccountState;
import dev.kassa.schema.AvroCodec;
import dev.kassa.settlement.SettlementAccount;
import dev.kassa.stream.Recent;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** How far each merchant is settled in each currency. The accounts last asked for are kept in memory. Not thread-safe. */
final class SettlementBooks {
    private static final int KEPT = 4_096;

    private final KeyValues store;
    private final AvroCodec<SettlementAccountState> codec;
    private final Map<Bytes, SettlementAccount> kept = new Recent<>(KEPT);

    SettlementBooks(KeyValues store, AvroCodec<SettlementAccountState> codec) {
        this.store = store;
        this.codec = codec;
    }

    SettlementAccount of(String merchantId, String currency) {
        return of(Keys.of(merchantId, currency));
    }

    private SettlementAccount of(Bytes key) {
        SettlementAccount account = kept.get(key);
        if (account == null) {
            byte[] stored = store.get(key);
            account = stored == null ? SettlementAccount.NEW : SettlementCodec.account(codec.decode(stored));
            kept.put(key, account);
        }
        return account;
    }

    void put(String merchantId, String currency, SettlementAccount account) {
        Bytes key = Keys.of(merchantId, currency);
        kept.put(key, account);
        store.put(key, codec.encode(SettlementCodec.state(account)));
    }

    /** The business date whose settlement an entry of a business date belongs to that is posted now. */
    LocalDate openFrom(String merchantId, String currency, LocalDate businessDate) {
        return of(merchantId, currency).openFrom(businessDate);
    }
}
