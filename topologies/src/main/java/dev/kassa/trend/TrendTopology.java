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

    /** How its rows are laid out; the application id names it, so that those of another layout are not read. */
    public static final int LAYOUT = 1;

    /** The application id of the first generation. */
    public static final String APPLICATION_ID = APPLICATION + "-" + LAYOUT;

    static final String COUNT_FACTS = "count-facts";
    static final String DEAD_LETTERS = "to-dead-letters";

    private TrendTopology() {}

    /** The application id of a generation, which is also its group, and its folder of state. */
    public static String applicationId(int generation) {
        return generation == 1 ? APPLICATION_ID : APPLICATION_ID + "-" + generation;
    }

    /** The topic that the rows of a generation are logged in. */
    public static String changelog(int generation) {
        return applicationId(generation) + "-" + TrendStores.CELLS + "-changelog";
    }

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
