package dev.kassa.velocity;

import dev.kassa.avro.AttributeState;
import dev.kassa.avro.PaidAt;
import dev.kassa.risk.RiskSettings;
import dev.kassa.risk.SlidingCount;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The windows of a partition's addresses and devices. Not thread-safe. */
final class AttributeStore {
    static final String NAME = "attributes";

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<AttributeState> codec;
    private @Nullable Bytes sweptTo;

    AttributeStore(ProcessorContext<?, ?> context, Codecs codecs) {
        this.store = context.getStateStore(NAME);
        this.codec = codecs.ofStore(NAME, AttributeState.getClassSchema());
    }

    AttributeWindow get(byte[] key, RiskSettings settings) {
        byte[] stored = store.get(Bytes.wrap(key));
        if (stored == null) {
            return AttributeWindow.unseen(settings);
        }
        AttributeState state = codec.decode(stored);
        Map<String, Long> merchants = new LinkedHashMap<>();
        state.getMerchants().forEach(paid -> merchants.put(paid.getMerchantId(), paid.getAtMs()));
        return AttributeWindow.of(
                new SlidingCount.Kept(state.getWindowMs(), state.getBucket(), state.getCounts()),
                merchants,
                state.getLastMs(),
                state.getFlaggedMs(),
                settings);
    }

    void put(byte[] key, AttributeWindow window) {
        SlidingCount.Kept kept = window.kept();
        List<PaidAt> merchants = new ArrayList<>(window.merchants().size());
        window.merchants().forEach((merchantId, atMs) -> merchants.add(new PaidAt(merchantId, atMs)));
        AttributeState state = new AttributeState(
                kept.windowMs(), kept.latest(), kept.counts(), merchants, window.lastMs(), window.flaggedMs());
        store.put(Bytes.wrap(key), codec.encode(state));
    }

    /** Lets go of those that last paid before a moment; looks at so many at most, and goes on there the next time. */
    void forget(long beforeMs, int most) {
        List<Bytes> over = new ArrayList<>();
        int looked = 0;
        Bytes last = null;
        try (KeyValueIterator<Bytes, byte[]> rest = store.range(sweptTo, null)) {
            while (looked < most && rest.hasNext()) {
                KeyValue<Bytes, byte[]> entry = rest.next();
                looked++;
                last = entry.key;
                if (codec.decode(entry.value).getLastMs() < beforeMs) {
                    over.add(entry.key);
                }
            }
        }
        sweptTo = looked < most ? null : last;
        over.forEach(store::delete);
    }
}
