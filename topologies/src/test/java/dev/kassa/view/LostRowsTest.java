package dev.kassa.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.archive.MemoryFiles;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a commit is lost in a crash, what stays is not; the facts since the commit come again. */
final class LostRowsTest {
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());

    private record Fact(String topic, byte[] value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void crashes_between_commits_leave_the_rows_that_a_life_without_any_leaves(
            long seed, @TempDir Path calm, @TempDir Path crashing) {
        Random random = new Random(seed);
        List<Fact> facts = facts(random);

        RowStore undisturbed = open(calm);
        PartitionViews views = views(undisturbed);
        facts.forEach(fact -> views.apply(fact.topic, fact.value, true));
        undisturbed.flushCache();

        RowStore store = open(crashing);
        PartitionViews alive = views(store);
        int committed = 0;
        boolean firstLife = true;
        for (int next = 0; next < facts.size(); next++) {
            alive.apply(facts.get(next).topic, facts.get(next).value, firstLife);
            if (random.nextInt(7) == 0) {
                store.flushCache();
                committed = next + 1;
            } else if (random.nextInt(40) == 0) {
                store.clearCache();
                alive = views(store);
                firstLife = false;
                next = committed - 1;
            }
        }
        store.flushCache();

        assertThat(firstLife).isFalse();
        assertThat(rows(store)).isEqualTo(rows(undisturbed));
        store.close();
        undisturbed.close();
    }

    private List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        FactLog log = new FactLog(codecs, 0, (topic, key, value) -> facts.add(new Fact(topic, value)));
        List<PaymentFact> open = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int what = random.nextInt(10);
            SettlementFact settlement = log.settlement("shop-" + random.nextInt(3), "EUR", i, i);
            if (what > 2) {
                log.settlement(SettlementFact.newBuilder(settlement)
                        .setStatus(what > 5 ? SettlementStatusCode.APPROVED : SettlementStatusCode.COMPLETED)
                        .build());
            }
            if (what < 4 || open.isEmpty()) {
                open.add(log.payment("shop-" + random.nextInt(3), "o-" + i, 10_00, "EUR", random.nextInt(2) * 5_000L));
            } else {
                PaymentFact payment = open.remove(random.nextInt(open.size()));
                if (what < 6) {
                    open.add(log.changed(
                            payment,
                            random.nextBoolean() ? PaymentStatusCode.AUTHORIZED : PaymentStatusCode.PROCESSING));
                } else if (what < 8) {
                    log.refund(log.captured(payment, 10), "r-" + i, 1_00);
                } else {
                    log.changed(payment, PaymentStatusCode.FAILED);
                }
            }
            log.passes(Duration.ofSeconds(random.nextInt(40)));
        }
        return facts;
    }

    private PartitionViews views(RowStore store) {
        return new PartitionViews(
                store, ViewCodecs.of(codecs), new ArchiveFiles(new MemoryFiles()), new ViewProgress().of(0));
    }

    private static RowStore open(Path folder) {
        KeyValueStore<Bytes, byte[]> below = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ViewStores.FACTS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
        RowStore store = new RowStore(below);
        Properties config = new Properties();
        config.put("application.id", "lost-rows");
        config.put("bootstrap.servers", "unused:1");
        store.init(
                new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), folder.toFile()).getStateStoreContext(),
                store);
        return store;
    }

    /** What a status is noted by tells nothing but that it is. */
    private static List<String> rows(RowStore store) {
        List<String> rows = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(row -> rows.add(HexFormat.of().formatHex(row.key.get())
                    + (row.key.get()[0] == 'S' ? "" : "=" + HexFormat.of().formatHex(row.value))));
        }
        return rows;
    }
}
