package dev.kassa.trend;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** The application {@code trend}. Its sources are partitioned alike, so that one task has all facts of a merchant. */
public final class TrendTopology {
    /** What the application is called. */
    public static final String APPLICATION = "trend";

    static final String COUNT_FACTS = "count-facts";
    static final String DEAD_LETTERS = "to-dead-letters";

    private TrendTopology() {}

    /**
     * The topology.
     *
     * @param slices that cells are kept in
     * @param progress is told how far each partition has come; give the same to the queries over this application
     */
    public static Topology build(Codecs codecs, List<Slice> slices, TrendProgress progress) {
        var bytes = new ByteArrayDeserializer();
        return new Topology()
                .addSource("payment-facts", bytes, bytes, Topics.PAYMENTS.name())
                .addSource("refund-facts", bytes, bytes, Topics.REFUNDS.name())
                .addSource("journal-entries", bytes, bytes, Topics.JOURNAL.name())
                .addProcessor(
                        COUNT_FACTS,
                        () -> new TrendProcessor(codecs, slices, progress),
                        "payment-facts",
                        "refund-facts",
                        "journal-entries")
                .addStateStore(TrendStores.cells(codecs), COUNT_FACTS)
                .addSink(
                        DEAD_LETTERS,
                        Topics.DEAD_LETTERS.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        COUNT_FACTS);
    }
}
