package dev.kassa.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The application {@code schedule}. To be run exactly once. */
public final class ScheduleTopology {
    /** The application id. */
    public static final String APPLICATION = "schedule";

    static final String COMMANDS = "job-commands";
    static final String PARTITIONS = "to-settlement-runs";

    private static final String DECIDE = "decide-on-jobs";
    private static final String TICKER = "ticker";
    private static final String TICKS = "ticks";
    private static final List<Topic<?>> OUT =
            List.of(Topics.JOBS, Topics.JOB_RUNS, Topics.NOTICES, Topics.REPLIES, Topics.DEAD_LETTERS);

    private ScheduleTopology() {}

    /**
     * @param partitions that the settlement runs on
     * @param tally of this process
     */
    public static Topology build(Codecs codecs, JobCatalogue catalogue, int partitions, ScheduleTally tally) {
        var bytes = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource(COMMANDS, bytes, bytes, Topics.JOB_COMMANDS.name())
                .addProcessor(DECIDE, () -> new ScheduleProcessor(codecs, catalogue, partitions, tally), COMMANDS);
        ScheduleBooks.STORES.forEach(store -> topology.addStateStore(store(store), DECIDE));
        OUT.forEach(topic -> topology.addSink(
                sink(topic), topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), DECIDE));
        Serializer<byte[]> noKey = (topic, partition) -> null;
        topology.addSink(
                PARTITIONS,
                Topics.SETTLEMENT_RUNS.name(),
                noKey,
                new ByteArraySerializer(),
                (topic, partition, value, count) -> Optional.of(Set.of(Integer.parseInt(new String(partition, UTF_8)))),
                DECIDE);
        topology.addProcessor(TICKER, () -> new ScheduleTicker(codecs), COMMANDS);
        topology.addSink(TICKS, Topics.JOB_COMMANDS.name(), noKey, new ByteArraySerializer(), TICKER);
        return topology;
    }

    static String sink(Topic<?> topic) {
        return "to-" + topic.name();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
