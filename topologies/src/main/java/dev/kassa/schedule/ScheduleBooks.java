package dev.kassa.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobKeyState;
import dev.kassa.avro.JobLane;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * All that the schedule knows: in memory, and in its stores for the next start. It is little: a run is forgotten after three
 * months, a key after a day. Not thread-safe.
 */
final class ScheduleBooks {
    static final List<String> STORES = List.of("jobs", "job-runs", "job-lanes", "job-notices", "job-keys");

    final Book<JobFact> jobs;
    final Book<JobRunFact> runs;
    final Book<JobLane> lanes;
    final Book<NoticeFact> notices;
    final Book<JobKeyState> keys;

    ScheduleBooks(ProcessorContext<?, ?> context, Codecs codecs) {
        jobs = new Book<>(context, codecs, STORES.get(0), JobFact.getClassSchema());
        runs = new Book<>(context, codecs, STORES.get(1), JobRunFact.getClassSchema());
        lanes = new Book<>(context, codecs, STORES.get(2), JobLane.getClassSchema());
        notices = new Book<>(context, codecs, STORES.get(3), NoticeFact.getClassSchema());
        keys = new Book<>(context, codecs, STORES.get(4), JobKeyState.getClassSchema());
    }

    /** One store, by key in order. */
    static final class Book<T extends SpecificRecordBase> {
        private final KeyValueStore<Bytes, byte[]> store;
        private final AvroCodec<T> codec;
        private final TreeMap<String, T> held = new TreeMap<>();

        Book(ProcessorContext<?, ?> context, Codecs codecs, String name, Schema schema) {
            store = context.getStateStore(name);
            codec = codecs.ofStore(name, schema);
            try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
                while (all.hasNext()) {
                    KeyValue<Bytes, byte[]> entry = all.next();
                    held.put(new String(entry.key.get(), UTF_8), codec.decode(entry.value));
                }
            }
        }

        @Nullable
        T find(String key) {
            return held.get(key);
        }

        void put(String key, T value) {
            store.put(bytes(key), codec.encode(value));
            held.put(key, value);
        }

        void remove(String key) {
            store.delete(bytes(key));
            held.remove(key);
        }

        /** All, as they are now, however they change meanwhile. */
        List<Map.Entry<String, T>> all() {
            return List.copyOf(held.entrySet());
        }

        private static Bytes bytes(String key) {
            return Bytes.wrap(key.getBytes(UTF_8));
        }
    }
}
