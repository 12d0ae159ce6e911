package dev.kassa.view;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The application {@code views}. Its sources are partitioned alike, so that one task has all facts of a merchant.
 *
 * <p>Run it at least once and with {@code main.consumer.isolation.level=read_committed} (the restore consumer likewise):
 * an application that is not exactly-once reads uncommitted records unless told.
 */
public final class ViewTopology {
    /** What the application is called. */
    public static final String APPLICATION = "views";

    /**
     * How its rows are laid out. Rows of another layout are not read: the application id names it, so that after an upgrade
     * the views are made anew from the log.
     */
    public static final int LAYOUT = 5;

    /** The application id of the first generation. */
    public static final String APPLICATION_ID = APPLICATION + "-" + LAYOUT;

    static final String APPLY_FACTS = "apply-facts";
    static final String DEAD_LETTERS = "to-dead-letters";

    private ViewTopology() {}

    /** The application id of a generation, which is also its group, and its folder of state. */
    public static String applicationId(int generation) {
        return generation == 1 ? APPLICATION_ID : APPLICATION_ID + "-" + generation;
    }

    /** The topic that the rows of a generation are logged in. */
    public static String changelog(int generation) {
        return applicationId(generation) + "-" + ViewStores.FACTS + "-changelog";
    }

    /**
     * The topology.
     *
     * @param archive where files of the archive are
     * @param progress is told how far each partition has come; give the same to the queries over this application
     */
    public static Topology build(Codecs codecs, ArchiveFiles archive, ViewProgress progress) {
        var bytes = new ByteArrayDeserializer();
        return new Topology()
                .addSource("payment-facts", bytes, bytes, Topics.PAYMENTS.name())
                .addSource("refund-facts", bytes, bytes, Topics.REFUNDS.name())
                .addSource("journal-entries", bytes, bytes, Topics.JOURNAL.name())
                .addSource("settlement-facts", bytes, bytes, Topics.SETTLEMENTS.name())
                .addSource("withdrawal-facts", bytes, bytes, Topics.WITHDRAWALS.name())
                .addSource("bank-account-facts", bytes, bytes, Topics.BANK_ACCOUNTS.name())
                .addSource("archive-files", bytes, bytes, Topics.ARCHIVES.name())
                .addProcessor(
                        APPLY_FACTS,
                        () -> new FactProcessor(codecs, archive, progress),
                        "payment-facts",
                        "refund-facts",
                        "journal-entries",
                        "settlement-facts",
                        "withdrawal-facts",
                        "bank-account-facts",
                        "archive-files")
                .addStateStore(ViewStores.facts(), APPLY_FACTS)
                .addSink(
                        DEAD_LETTERS,
                        Topics.DEAD_LETTERS.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        APPLY_FACTS);
    }
}
