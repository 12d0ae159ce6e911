package dev.kassa.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.PaymentStatusCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowStoreTest {
    private static final Bytes STAYS = ViewKeys.payment("acme", "pay_1");
    private static final Bytes WAITS = ViewKeys.balance("acme", "EUR");

    private KeyValueStore<Bytes, byte[]> below;
    private RowStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        below = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ViewStores.FACTS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
        store = new RowStore(below);
        Properties config = new Properties();
        config.put("application.id", "row-store");
        config.put("bootstrap.servers", "unused:1");
        var context = new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), folder.toFile());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_stays_is_written_at_once_and_what_waits_at_the_commit() {
        store.put(STAYS, row(1));
        store.put(WAITS, row(2));

        assertThat(below.get(STAYS)).isEqualTo(row(1));
        assertThat(below.get(WAITS)).isNull();
        assertThat(store.get(WAITS)).isEqualTo(row(2));

        store.flushCache();

        assertThat(below.get(WAITS)).isEqualTo(row(2));
        assertThat(store.get(WAITS)).isEqualTo(row(2));
    }

    @Test
    void how_far_the_partition_has_come_is_written_last_of_all() {
        List<Bytes> written = new ArrayList<>();
        RowStore listened = new RowStore(new WatchedStore(below, written));
        listened.put(ViewKeys.APPLIED, row(9));
        listened.put(WAITS, row(1));
        listened.put(ViewKeys.totals("EUR"), row(2));
        listened.put(ViewKeys.status("acme", PaymentStatusCode.FAILED, "pay_1"), row(3));

        listened.commit(Map.of());

        assertThat(written).hasSize(4).last().isEqualTo(ViewKeys.APPLIED);
    }

    @Test
    void a_row_that_comes_and_goes_between_two_commits_is_never_written() {
        Bytes key = ViewKeys.status("acme", PaymentStatusCode.PROCESSING, "pay_1");
        List<Bytes> written = new ArrayList<>();
        RowStore listened = new RowStore(new WatchedStore(below, written));

        listened.put(key, RowStore.FRESH);
        listened.put(key, null);
        listened.flushCache();

        assertThat(written).isEmpty();
    }

    @Test
    void a_row_that_was_written_and_goes_is_deleted_even_where_it_came_again_meanwhile() {
        Bytes key = ViewKeys.status("acme", PaymentStatusCode.PROCESSING, "pay_1");
        store.put(key, RowStore.FRESH);
        store.flushCache();

        store.put(key, null);
        store.put(key, RowStore.FRESH);
        store.put(key, null);
        store.flushCache();

        assertThat(below.get(key)).isNull();
        assertThat(store.get(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void readers_see_what_a_plain_map_holds_whatever_waits(long seed) {
        Random random = new Random(seed);
        NavigableMap<Bytes, byte[]> model = new TreeMap<>();
        for (int step = 0; step < 2_000; step++) {
            Bytes key = key(random);
            byte[] value = random.nextInt(4) == 0 ? null : row(random.nextInt(200));
            store.put(key, value);
            if (value == null) {
                model.remove(key);
            } else {
                model.put(key, value);
            }
            if (random.nextInt(20) == 0) {
                store.flushCache();
            }
            if (random.nextInt(10) == 0) {
                Bytes from = key(random);
                Bytes to = key(random);
                NavigableMap<Bytes, byte[]> part =
                        from.compareTo(to) > 0 ? new TreeMap<>() : model.subMap(from, true, to, true);
                assertThat(rows(store.range(from, to))).isEqualTo(rows(part));
                assertThat(rows(store.reverseRange(from, to))).isEqualTo(rows(part.descendingMap()));
                assertThat(rows(store.all())).isEqualTo(rows(model));
                assertThat(store.get(from)).isEqualTo(model.get(from));
            }
        }
    }

    /** Kafka Streams' own cache could lose rows here, as it evicts them below after the walk below has begun. */
    @Test
    void a_walk_misses_no_row_that_was_there_when_it_was_opened_whatever_is_written_meanwhile() throws Exception {
        for (int i = 0; i < 500; i++) {
            store.put(ViewKeys.status("acme", PaymentStatusCode.FAILED, "pay_%04d".formatted(i)), row(1));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> missed = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                int found = rows(store.prefixScan(
                                ViewKeys.status("acme", PaymentStatusCode.FAILED, ""),
                                Serdes.Bytes().serializer()))
                        .size();
                if (found < 500) {
                    missed.set("only " + found);
                }
            }
        });
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int which = random.nextInt(500);
            store.put(ViewKeys.status("acme", PaymentStatusCode.FAILED, "pay_%04d".formatted(which)), row(i));
            if (i % 50 == 0) {
                store.flushCache();
            }
        }
        done.set(true);
        reader.join();

        assertThat(missed).hasNullValue();
    }

    private static Bytes key(Random random) {
        String id = "pay_" + random.nextInt(12);
        return switch (random.nextInt(4)) {
            case 0 -> ViewKeys.payment("acme", id);
            case 1 -> ViewKeys.balance("acme", id);
            case 2 -> ViewKeys.totals(id);
            default -> ViewKeys.status("acme", PaymentStatusCode.FAILED, id);
        };
    }

    private static byte[] row(int number) {
        return new byte[] {5, (byte) number};
    }

    private static List<String> rows(KeyValueIterator<Bytes, byte[]> walk) {
        List<String> rows = new ArrayList<>();
        try (walk) {
            walk.forEachRemaining(row -> rows.add(row.key + "=" + row.value[1]));
        }
        return rows;
    }

    private static List<String> rows(NavigableMap<Bytes, byte[]> map) {
        return map.entrySet().stream()
                .map(row -> row.getKey() + "=" + row.getValue()[1])
                .toList();
    }
}
