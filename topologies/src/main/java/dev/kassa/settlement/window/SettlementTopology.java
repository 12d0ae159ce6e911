package dev.kassa.settlement.window;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The application {@code settlement}: entries to windows, cuts to what they add up to, runs to cuts. */
public final class SettlementTopology {
    /** The application id. */
    public static final String APPLICATION = "settlement";

    static final String COMMANDS = "to-commands";
    static final String JOB_COMMANDS = "to-job-commands";
    static final String DEAD_LETTERS = "unread";

    /** By merchant, currency and business date: what the entries add up to. Cached, so that a commit logs each once. */
    static final String WINDOWS = "windows";

    /** What waits, and what was told: cuts, runs, hours and how far the journal was read. Cached likewise. */
    static final String WORK = "work";

    /** By merchant: when its dates are closed. */
    static final String HOURS = "hours";

    private static final String DESK = "settle";
    private static final List<Topic<?>> IN =
            List.of(Topics.JOURNAL, Topics.SETTLEMENT_CUTS, Topics.SETTLEMENT_RUNS, Topics.MERCHANTS);

    private static final TimestampExtractor LOGGED = new FailOnInvalidTimestamp();

    /**
     * Of what is there, merchants are read before the journal: the date of an entry that names none is that of its
     * merchant's zone. The application is to wait for what is there, with a {@code max.task.idle.ms} of 0.
     */
    private static final TimestampExtractor FIRST = (record, partitionTime) -> 0;

    private SettlementTopology() {}

    /** @param tally is told what was done */
    public static Topology build(Codecs codecs, SettlementTally tally) {
        Topology topology = new Topology();
        addReference(topology);
        for (Topic<?> topic : IN) {
            topology.addSource(
                    AutoOffsetReset.earliest(),
                    topic.name(),
                    topic == Topics.MERCHANTS ? FIRST : LOGGED,
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    topic.name());
        }
        topology.addProcessor(
                DESK,
                () -> new SettlementProcessor(codecs, tally),
                IN.stream().map(Topic::name).toArray(String[]::new));
        for (String store : List.of(WINDOWS, WORK, HOURS)) {
            topology.addStateStore(store(store), DESK);
        }
        sink(topology, COMMANDS, Topics.COMMANDS);
        sink(topology, JOB_COMMANDS, Topics.JOB_COMMANDS);
        sink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    private static void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), DESK);
    }

    private static void addReference(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(Grace.TABLE), Serdes.Bytes(), Serdes.ByteArray())
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
            KeyValueStore<Bytes, byte[]> table = context().getStateStore(Grace.TABLE);
            table.put(Bytes.wrap(record.key()), record.value());
        }
    }
}
