package dev.kassa.core;

import dev.kassa.avro.MerchantFact;
import dev.kassa.reference.Merchant;
import dev.kassa.reference.Tier;
import dev.kassa.schema.AvroCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The merchants of the partition, the ones last asked for kept in memory. Not thread-safe. */
final class Merchants {
    private static final int KEPT = 4_096;

    private final KeyValues store;
    private final AvroCodec<MerchantFact> codec;
    private final Map<String, Merchant> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Merchant> eldest) {
            return size() > KEPT;
        }
    };

    Merchants(KeyValues store, AvroCodec<MerchantFact> codec) {
        this.store = store;
        this.codec = codec;
    }

    @Nullable
    Merchant get(String id) {
        Merchant merchant = kept.get(id);
        if (merchant == null) {
            MerchantFact fact = fact(id);
            merchant = fact == null ? null : merchant(fact);
            if (merchant != null) {
                kept.put(id, merchant);
            }
        }
        return merchant;
    }

    @Nullable
    MerchantFact fact(String id) {
        byte[] stored = store.get(Keys.of(id));
        return stored == null ? null : codec.decode(stored);
    }

    byte[] put(MerchantFact fact) {
        byte[] bytes = codec.encode(fact);
        store.put(Keys.of(fact.getId()), bytes);
        kept.remove(fact.getId());
        return bytes;
    }

    private static Merchant merchant(MerchantFact fact) {
        Tier tier = Tier.of(fact.getTier())
                .orElseThrow(() -> new IllegalStateException("tier " + fact.getTier() + " was accepted before"));
        return new Merchant(fact.getId(), fact.getStatus(), fact.getCurrencies(), tier);
    }
}
