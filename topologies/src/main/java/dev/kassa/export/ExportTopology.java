package dev.kassa.export;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The application {@code exports}. To be run exactly once. */
public final class ExportTopology {
    /** The application id. */
    public static final String APPLICATION = "exports";

    static final String FACTS = "to-exports";
    static final String REPLIES = "to-replies";
    static final String DEAD_LETTERS = "to-dead-letters";
    private static final String COMMANDS = "export-commands";
    private static final String DECIDE = "decide-on-exports";

    private ExportTopology() {}

    /** @param desk of this process; is told what there is to work on */
    public static Topology build(Codecs codecs, ExportLimits limits, ExportDesk desk) {
        var bytes = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource(COMMANDS, bytes, bytes, Topics.EXPORT_COMMANDS.name())
                .addProcessor(DECIDE, () -> new ExportProcessor(codecs, limits, desk), COMMANDS)
                .addStateStore(store(ExportStore.NAME), DECIDE)
                .addStateStore(store(ExportKeyStore.NAME), DECIDE);
        sink(topology, FACTS, Topics.EXPORTS);
        sink(topology, REPLIES, Topics.REPLIES);
        sink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        return topology;
    }

    private static void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), DECIDE);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
