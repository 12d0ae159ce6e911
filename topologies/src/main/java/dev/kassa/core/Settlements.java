package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementState;
import dev.kassa.schema.AvroCodec;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The settlements of the partition, and which one each business date was closed with. Not thread-safe. */
final class Settlements {
    private final KeyValues store;
    private final AvroCodec<SettlementState> codec;

    Settlements(KeyValues store, AvroCodec<SettlementState> codec) {
        this.store = store;
        this.codec = codec;
    }

    @Nullable
    HeldSettlement find(String id) {
        byte[] stored = store.get(Keys.of(id));
        return stored == null ? null : SettlementCodec.held(codec.decode(stored));
    }

    /** The same, where it is this merchant's. */
    @Nullable
    HeldSettlement find(String merchantId, String id) {
        HeldSettlement held = find(id);
        return held != null && held.settlement().merchantId().equals(merchantId) ? held : null;
    }

    void put(HeldSettlement held, SettlementFact fact) {
        store.put(Keys.of(held.settlement().id()), codec.encode(SettlementCodec.state(held, fact)));
    }

    void remove(String id) {
        store.delete(Keys.of(id));
    }

    /** The settlement whose business date it is; null where there is none. */
    @Nullable
    String ofDate(String merchantId, String currency, LocalDate businessDate) {
        byte[] id = store.get(Keys.of(merchantId, currency + businessDate));
        return id == null ? null : new String(id, UTF_8);
    }

    void take(String merchantId, String currency, LocalDate businessDate, String id) {
        store.put(Keys.of(merchantId, currency + businessDate), id.getBytes(UTF_8));
    }

    void release(String merchantId, String currency, LocalDate businessDate) {
        store.delete(Keys.of(merchantId, currency + businessDate));
    }
}
