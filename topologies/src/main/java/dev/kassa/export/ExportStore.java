package dev.kassa.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ExportFact;
import dev.kassa.export.ExportLimits.Use;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The exports of a partition: all of them in memory, and in the store for the next start. There are few: what a scope may ask
 * for in a day is bounded, and what is over is forgotten after a week. Not thread-safe.
 */
final class ExportStore {
    static final String NAME = "exports";

    private static final long DAY_MS = 24 * 3_600_000L;

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<ExportFact> codec;
    private final Map<String, NavigableMap<String, Export>> byScope = new HashMap<>();

    ExportStore(ProcessorContext<?, ?> context, Codecs codecs) {
        this.store = context.getStateStore(NAME);
        this.codec = codecs.ofStore(NAME, ExportFact.getClassSchema());
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                keep(scope(entry.key), ExportCodec.export(codec.decode(entry.value)));
            }
        }
    }

    private void keep(String scope, Export export) {
        byScope.computeIfAbsent(scope, _ -> new TreeMap<>()).put(export.id(), export);
    }

    Collection<Export> all() {
        List<Export> all = new ArrayList<>();
        byScope.values().forEach(exports -> all.addAll(exports.values()));
        return all;
    }

    @Nullable
    Export find(String scope, String id) {
        NavigableMap<String, Export> exports = byScope.get(scope);
        return exports == null ? null : exports.get(id);
    }

    void put(String scope, Export export) {
        store.put(key(scope, export.id()), codec.encode(ExportCodec.fact(export)));
        keep(scope, export);
    }

    void remove(String scope, String id) {
        store.delete(key(scope, id));
        NavigableMap<String, Export> exports = byScope.get(scope);
        if (exports != null && exports.remove(id) != null && exports.isEmpty()) {
            byScope.remove(scope);
        }
    }

    /** What a scope has asked for. */
    Use use(String scope, long nowMs) {
        NavigableMap<String, Export> exports = byScope.get(scope);
        if (exports == null) {
            return Use.NONE;
        }
        int open = (int) exports.values().stream()
                .filter(export -> export.status().isOpen())
                .count();
        return new Use(
                open, exports.tailMap(Ids.lowest(Ids.EXPORT, nowMs - DAY_MS)).size());
    }

    /** No merchant's id holds a zero byte. */
    private static Bytes key(String scope, String id) {
        return Bytes.wrap((scope + '\0' + id).getBytes(UTF_8));
    }

    private static String scope(Bytes key) {
        String text = new String(key.get(), UTF_8);
        return text.substring(0, text.indexOf('\0'));
    }
}
