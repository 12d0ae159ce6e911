package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.FurtherSeen;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The splitter of one partition, through commits, crashes and moves: a commit keeps what was sent, stored and read, or nothing. */
final class SplitterLife {
    static final int COUNTING = 4;

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final NavigableMap<Long, byte[]> log;
    private final Random random;
    private final Path folder;
    private final List<List<String>> laid = new ArrayList<>();
    private int deadLetters;
    private long committedTo;
    private @Nullable Long committedLaid;

    private MockProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, Long> store;
    private AttributeSplitter splitter;
    private long readTo;

    SplitterLife(NavigableMap<Long, byte[]> log, Random random, Path folder) {
        this.log = log;
        this.random = random;
        this.folder = folder;
        for (int partition = 0; partition < COUNTING; partition++) {
            laid.add(new ArrayList<>());
        }
        committedTo = log.firstKey() - 1;
        crashes();
    }

    /** Is handed the next fact. Returns whether there was one. */
    boolean works() {
        Map.Entry<Long, byte[]> next = log.higherEntry(readTo);
        if (next == null) {
            return false;
        }
        readTo = next.getKey();
        context.setRecordMetadata(Topics.PAYMENTS.name(), context.taskId().partition(), readTo);
        splitter.process(new Record<>(new byte[] {1}, next.getValue(), 1_772_366_400_000L));
        return true;
    }

    /** So long that what waits is to be laid. */
    void timePasses() {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(1_772_366_400_000L);
    }

    void commits() {
        context.forwarded().forEach(forward -> {
            if (forward.childName().orElseThrow().equals(VelocityTopology.ATTRIBUTES)) {
                keep(forward.record());
            } else {
                deadLetters++;
            }
        });
        context.resetForwards();
        committedTo = readTo;
        committedLaid = store.get(AttributeSplitter.LAID_TO);
    }

    /** Starts again, here or elsewhere, from the last commit. */
    void crashes() {
        readTo = committedTo;
        context = new MockProcessorContext<>(new Properties(), new TaskId(1, 2), folder.toFile());
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(AttributeSplitter.LAID), Serdes.Bytes(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        store.put(AttributeSplitter.LAID_TO, committedLaid);
        splitter = new AttributeSplitter(codecs, this::unlaid, COUNTING);
        splitter.init(context);
        if (random.nextBoolean()) {
            timePasses();
        }
    }

    /** What was committed of each partition that counts: attribute, merchant and time. */
    List<List<String>> laid() {
        return laid;
    }

    int deadLetters() {
        return deadLetters;
    }

    /** The log goes on while nobody reads it; what was committed as read is in it at least. */
    private void unlaid(int partition, long from, long to, Unlaid.Facts facts) {
        assertThat(partition).isEqualTo(context.taskId().partition());
        assertThat(to - from).isLessThan(Laying.UNLAID_MAX);
        long end = Math.max(committedTo, log.lastKey() - random.nextInt(6_000));
        log.subMap(from, true, Math.max(from, Math.min(to - 1, end)), true)
                .forEach((offset, value) -> facts.at(offset, value));
    }

    private void keep(Record<? extends byte[], ? extends byte[]> record) {
        AttributeSeen seen = codecs.of(Topics.RISK_ATTRIBUTES).decode(record.value());
        int partition = AttributeSplitterTest.partition(record.key());
        String first = new String(record.key(), UTF_8);
        laid.get(partition).add(first + " " + seen.getMerchantId() + " " + seen.getAtMs());
        for (FurtherSeen further : seen.getFurther()) {
            laid.get(partition).add(further.getAttribute() + " " + further.getMerchantId() + " " + further.getAtMs());
        }
    }
}
