package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.MerchantHours;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.settlement.Cycle;
import dev.kassa.settlement.SettlementTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** When the business dates of each merchant of a partition are closed. Not thread-safe. */
final class Hours {
    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<MerchantHours> codec;

    Hours(KeyValueStore<Bytes, byte[]> store, AvroCodec<MerchantHours> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Those of one merchant. */
    record Of(ZoneId zone, Cycle cycle, LocalTime cutOff) {
        /** At which time of the day its dates are closed, by its own clock. */
        LocalTime closesAt(int graceMinutes) {
            return cutOff.plusMinutes(graceMinutes);
        }

        boolean isDue(LocalDate date, int graceMinutes, Instant at) {
            return cycle.closesByItself()
                    && !cycle.closesAt(date, cutOff, graceMinutes, zone).isAfter(at);
        }
    }

    @Nullable
    Of of(String merchantId) {
        byte[] stored = store.get(key(merchantId));
        return stored == null ? null : of(codec.decode(stored));
    }

    private static Of of(MerchantHours hours) {
        return new Of(
                ZoneId.of(hours.getTimezone()),
                Cycle.of(hours.getCycle()).orElseThrow(),
                hours.getCutOff() == null ? SettlementTerms.CUT_OFF : LocalTime.parse(hours.getCutOff()));
    }

    Of put(MerchantFact merchant) {
        SettlementTermsFact terms = merchant.getSettlement();
        String cycle = terms == null || terms.getCycle() == null ? Cycle.DAILY.word() : terms.getCycle();
        MerchantHours hours =
                new MerchantHours(merchant.getTimezone(), cycle, terms == null ? null : terms.getCutOff());
        store.put(key(merchant.getId()), codec.encode(hours));
        return of(hours);
    }

    void each(Consumer<Of> reader) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> reader.accept(of(codec.decode(entry.value))));
        }
    }

    private static Bytes key(String merchantId) {
        return Bytes.wrap(merchantId.getBytes(UTF_8));
    }
}
