package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.Ids;
import dev.kassa.view.MerchantMarks;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewCodecs;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rows of one partition for the length of one question. For one thread. */
record Rows(ReadOnlyKeyValueStore<Bytes, byte[]> store, ViewCodecs codecs, Owners owners) {
    private static final BytesSerializer BYTES = new BytesSerializer();

    byte @Nullable [] row(Bytes key) {
        return store.get(key);
    }

    @Nullable
    Stored<PaymentFact> payment(String merchantId, String id) {
        ByteBuffer fact = fact(ViewKeys.payment(merchantId, id));
        return fact == null ? null : payment(fact);
    }

    Stored<PaymentFact> payment(ByteBuffer fact) {
        return new Stored<>(codecs.payments().decode(fact), fact);
    }

    @Nullable
    Stored<RefundFact> refund(String merchantId, String id) {
        ByteBuffer fact = fact(ViewKeys.refund(merchantId, id));
        return fact == null ? null : refund(fact);
    }

    Stored<RefundFact> refund(ByteBuffer fact) {
        return new Stored<>(codecs.refunds().decode(fact), fact);
    }

    /**
     * The bytes of the fact of an id, whosever it is; null: there is none.
     *
     * @param key of the fact, by its merchant's id and its own
     */
    @Nullable
    ByteBuffer factOfAnybody(String id, BiFunction<String, String, Bytes> key) {
        int mark = Ids.mark(id);
        if (mark == 0) {
            byte[] owner = store.get(ViewKeys.owner(id));
            return owner == null ? null : fact(key.apply(new String(owner, UTF_8), id));
        }
        List<String> known = owners.known(mark);
        ByteBuffer fact = factOf(known, id, key);
        if (fact == null) {
            List<String> now = MerchantMarks.merchants(store.get(ViewKeys.mark(mark)));
            owners.learn(mark, now);
            fact = factOf(
                    now.stream().filter(merchant -> !known.contains(merchant)).toList(), id, key);
        }
        return fact;
    }

    private @Nullable ByteBuffer factOf(List<String> merchants, String id, BiFunction<String, String, Bytes> key) {
        for (String merchant : merchants) {
            ByteBuffer fact = fact(key.apply(merchant, id));
            if (fact != null) {
                return fact;
            }
        }
        return null;
    }

    /** The bytes of a stamped fact. */
    @Nullable
    ByteBuffer fact(Bytes key) {
        byte[] stamped = store.get(key);
        return stamped == null ? null : Stamped.inPlace(stamped);
    }

    /** Every row whose key begins so, in order of keys. */
    void eachBeginning(Bytes beginning, BiConsumer<Bytes, byte[]> row) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.prefixScan(beginning, BYTES)) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> next = rows.next();
                row.accept(next.key, next.value);
            }
        }
    }
}
