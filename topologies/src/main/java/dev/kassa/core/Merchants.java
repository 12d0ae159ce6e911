package dev.kassa.core;

import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.limit.Limits;
import dev.kassa.reference.Merchant;
import dev.kassa.reference.MerchantStatus;
import dev.kassa.schema.AvroCodec;
import dev.kassa.stream.Recent;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The merchants of the partition, the ones last asked for kept in memory. Not thread-safe. */
final class Merchants {
    private static final int KEPT = 4_096;

    private final KeyValues store;
    private final AvroCodec<MerchantFact> codec;
    private final Map<String, Merchant> kept = new Recent<>(KEPT);

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
        MerchantStatus status = MerchantStatus.of(fact.getStatus())
                .orElseThrow(() -> new IllegalStateException("status " + fact.getStatus() + " was accepted before"));
        Limits limits = Limits.NONE;
        Map<String, Limits> byCurrency = new HashMap<>();
        for (LimitsFact each : fact.getLimits()) {
            Limits some = new Limits(each.getSingle(), each.getDaily(), each.getMonthly());
            if (each.getCurrency() == null) {
                limits = some;
            } else {
                byCurrency.put(each.getCurrency(), some);
            }
        }
        return new Merchant(
                fact.getId(),
                status,
                fact.getCountry(),
                ZoneId.of(fact.getTimezone()),
                fact.getCurrencies(),
                fact.getTier(),
                fact.getFeeSchedule(),
                limits,
                byCurrency,
                fact.getNegativeLimit(),
                fact.getVersion());
    }
}
