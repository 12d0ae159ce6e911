package dev.kassa.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ExportKeyState;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was asked under which idempotency key, for a day, and no more than so many of one scope. In memory, and in the store
 * for the next start. Not thread-safe.
 */
final class ExportKeyStore {
    static final String NAME = "export-keys";

    private static final long HELD_MS = 24 * 3_600_000L;
    private static final int KEYS_MAX = 10_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<ExportKeyState> codec;

    /** By scope and key, oldest first. */
    private final Map<String, LinkedHashMap<String, ExportKeyState>> byScope = new HashMap<>();

    ExportKeyStore(ProcessorContext<?, ?> context, Codecs codecs) {
        this.store = context.getStateStore(NAME);
        this.codec = codecs.ofStore(NAME, ExportKeyState.getClassSchema());
        List<Kept> kept = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                kept.add(new Kept(new String(entry.key.get(), UTF_8), codec.decode(entry.value)));
            }
        }
        kept.sort(Comparator.comparingLong(each -> each.state().getAtMs()));
        kept.forEach(each -> ofScope(each.scope()).put(each.key(), each.state()));
    }

    private record Kept(String stored, ExportKeyState state) {
        String scope() {
            return stored.substring(0, stored.indexOf('\0'));
        }

        String key() {
            return stored.substring(stored.indexOf('\0') + 1);
        }
    }

    private LinkedHashMap<String, ExportKeyState> ofScope(String scope) {
        return byScope.computeIfAbsent(scope, _ -> new LinkedHashMap<>());
    }

    /** What was asked under a key within its time; null: nothing. Lets go of what is older. */
    @Nullable
    ExportKeyState find(String scope, String key, long nowMs) {
        LinkedHashMap<String, ExportKeyState> keys = byScope.get(scope);
        if (keys == null) {
            return null;
        }
        Iterator<Map.Entry<String, ExportKeyState>> oldest = keys.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, ExportKeyState> entry = oldest.next();
            if (entry.getValue().getAtMs() > nowMs - HELD_MS && keys.size() < KEYS_MAX) {
                break;
            }
            oldest.remove();
            store.delete(stored(scope, entry.getKey()));
        }
        return keys.get(key);
    }

    void put(String scope, String key, ExportKeyState state) {
        ofScope(scope).put(key, state);
        store.put(stored(scope, key), codec.encode(state));
    }

    private static Bytes stored(String scope, String key) {
        return Bytes.wrap((scope + '\0' + key).getBytes(UTF_8));
    }

    static Fingerprint fingerprint(ExportKeyState state) {
        ByteBuffer kept = state.getFingerprint().duplicate();
        byte[] bytes = new byte[kept.remaining()];
        kept.get(bytes);
        return Fingerprint.stored(bytes);
    }
}
