package dev.kassa.schedule.job;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/** A log in memory, with one partition. */
public final class MemoryLog implements FactScan, FactOut {
    static {
        // Avro copies enumerations and nested records only of classes that the house has told it to trust.
        Codecs _ = new Codecs(new InMemorySchemaRegistry());
    }

    private final Map<String, List<SpecificRecordBase>> facts = new LinkedHashMap<>();
    public final List<String> written = new ArrayList<>();

    public MemoryLog with(Topic<?> topic, SpecificRecordBase fact) {
        facts.computeIfAbsent(topic.name(), _ -> new ArrayList<>()).add(fact);
        return this;
    }

    public <T extends SpecificRecordBase> List<T> of(Topic<T> topic) {
        List<T> all = new ArrayList<>();
        each(topic, 0, all::add);
        return all;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecordBase> void each(Topic<T> topic, int partition, Consumer<T> each) {
        List.copyOf(facts.getOrDefault(topic.name(), List.of())).forEach(fact -> each.accept((T) fact));
    }

    @Override
    public <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T fact) {
        written.add(key);
        with(topic, fact);
    }

    @Override
    public <T extends SpecificRecordBase> void write(Topic<T> topic, int partition, String key, T fact) {
        write(topic, key, fact);
    }

    @Override
    public void forget(Topic<?> topic, String key) {
        written.add("- " + key);
    }

    @Override
    public void close() {}
}
