package dev.kassa.core;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/** The core's topology: commands in, one processor with its stores, facts, calls and replies out; and the ticks. */
public final class CoreTopology {
    private static final String COMMANDS = "commands";
    private static final String CORE = "core";
    /** The sink of what the core tells another of its partitions. */
    static final String PARTITIONS = "to-other-partitions";

    private static final String TICKER = "ticker";
    private static final String TICKS = "ticks";

    private static final List<Topic<?>> OUT = List.of(
            Topics.PAYMENTS,
            Topics.REFUNDS,
            Topics.JOURNAL,
            Topics.MERCHANTS,
            Topics.REFERENCE,
            Topics.REFERENCE_HISTORY,
            Topics.REFERENCE_APPLIED,
            Topics.SETTLEMENT_CUTS,
            Topics.SETTLEMENTS,
            Topics.CHANNEL_COMMANDS,
            Topics.REPLIES,
            Topics.DEAD_LETTERS);

    private CoreTopology() {}

    public static Topology build(Codecs codecs, CoreSettings settings) {
        return build(codecs, settings, RiskWatch.NOBODY);
    }

    /** @param watch told of what risk decides, by whichever thread works on the partition */
    public static Topology build(Codecs codecs, CoreSettings settings, RiskWatch watch) {
        Topology topology = new Topology();
        topology.addSource(COMMANDS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.COMMANDS.name());
        topology.addProcessor(CORE, () -> new CoreProcessor(settings, codecs, watch), COMMANDS);
        CoreStores.builders(settings.idempotencyHold()).forEach(store -> topology.addStateStore(store, CORE));
        for (Topic<?> topic : OUT) {
            topology.addSink(sink(topic), topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), CORE);
        }
        addCommands(topology);
        addTicks(topology, codecs);
        return topology;
    }

    /** What the core tells another of its partitions; the key says which, and is not written. */
    private static void addCommands(Topology topology) {
        Serializer<byte[]> noKey = (topic, partition) -> null;
        topology.addSink(
                PARTITIONS,
                Topics.COMMANDS.name(),
                noKey,
                new ByteArraySerializer(),
                (topic, partition, value, partitions) ->
                        Optional.of(Set.of(ByteBuffer.wrap(partition).getInt())),
                CORE);
    }

    /** A tick goes to its own partition and has no key. */
    private static void addTicks(Topology topology, Codecs codecs) {
        Serializer<Integer> noKey = (topic, partition) -> null;
        topology.addProcessor(TICKER, () -> new Ticker(codecs), COMMANDS);
        topology.addSink(
                TICKS,
                Topics.COMMANDS.name(),
                noKey,
                new ByteArraySerializer(),
                (topic, partition, value, partitions) -> Optional.of(Set.of(partition)),
                TICKER);
    }

    static String sink(Topic<?> topic) {
        return "to-" + topic.name();
    }
}
