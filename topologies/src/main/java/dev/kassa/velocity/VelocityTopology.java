package dev.kassa.velocity;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The application {@code risk-velocity}: payments to attributes, attributes to counts, counts to flags. */
public final class VelocityTopology {
    /** The application id. */
    public static final String APPLICATION = "risk-velocity";

    static final String ATTRIBUTES = "to-risk-attributes";
    static final String COMMANDS = "to-every-partition";
    static final String UNREAD_PAYMENTS = "unread-payments";
    static final String UNREAD_ATTRIBUTES = "unread-attributes";
    private static final String SPLIT = "split-attributes";
    private static final String COUNT = "count-attributes";

    private VelocityTopology() {}

    /**
     * @param past what is remembered from before a start
     * @param unlaid what may have waited at a stop
     * @param partitions of the topic of attributes
     */
    public static Topology build(Codecs codecs, Past past, Unlaid unlaid, int partitions) {
        var bytes = new ByteArrayDeserializer();
        Topology topology = new Topology();
        addReference(topology);
        topology.addSource("payment-facts", bytes, bytes, Topics.PAYMENTS.name())
                .addProcessor(SPLIT, () -> new AttributeSplitter(codecs, unlaid, partitions), "payment-facts")
                .addStateStore(laid(), SPLIT);
        sink(topology, ATTRIBUTES, Topics.RISK_ATTRIBUTES, SPLIT);
        sink(topology, UNREAD_PAYMENTS, Topics.DEAD_LETTERS, SPLIT);
        topology.addSource("risk-attributes", bytes, bytes, Topics.RISK_ATTRIBUTES.name())
                .addProcessor(COUNT, () -> new AttributeCounter(codecs, past), "risk-attributes");
        addCommands(topology);
        sink(topology, UNREAD_ATTRIBUTES, Topics.DEAD_LETTERS, COUNT);
        return topology;
    }

    /** Changed with each record that is laid, so with few. */
    private static StoreBuilder<KeyValueStore<Bytes, Long>> laid() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(AttributeSplitter.LAID), Serdes.Bytes(), Serdes.Long())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    private static void sink(Topology topology, String name, Topic<?> topic, String parent) {
        topology.addSink(name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    /** A command for all partitions has no key; each gets it once. */
    private static void addCommands(Topology topology) {
        Serializer<byte[]> noKey = (topic, key) -> null;
        topology.addSink(
                COMMANDS,
                Topics.COMMANDS.name(),
                noKey,
                new ByteArraySerializer(),
                (topic, key, value, partitions) ->
                        Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet())),
                COUNT);
    }

    private static void addReference(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(AcrossSettings.TABLE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                "reference",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Topics.REFERENCE.name(),
                "keep-reference",
                KeepReference::new);
    }

    /** Keeps the table as the topic has it. */
    private static final class KeepReference extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> table = context().getStateStore(AcrossSettings.TABLE);
            table.put(Bytes.wrap(record.key()), record.value());
        }
    }
}
