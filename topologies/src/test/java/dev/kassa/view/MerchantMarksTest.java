package dev.kassa.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.schema.Ids;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MerchantMarksTest {
    private static final String ONE = Ids.ofMerchant(Ids.PAYMENT, "acme", 1, 0, 1);
    private static final String ANOTHER_ONE = Ids.ofMerchant(Ids.REFUND, "acme", 2, 0, 2);
    private static final String TWO = Ids.ofMerchant(Ids.PAYMENT, "shop", 1, 0, 1);
    private static final String NONE = Ids.of(Ids.PAYMENT, 1, 0, 1);

    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ViewStores.FACTS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        Properties config = new Properties();
        config.put("application.id", "merchant-marks");
        config.put("bootstrap.servers", "unused:1");
        var context = new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), folder.toFile());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_mark_has_the_merchants_whose_ids_bear_it_each_once() {
        MerchantMarks marks = new MerchantMarks(store);
        marks.note(ONE, "acme");
        marks.note(TWO, "acme");
        marks.note(ANOTHER_ONE, "shop");
        marks.note(ANOTHER_ONE, "acme");

        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(Ids.mark(ONE)))))
                .containsExactly("acme", "shop");
        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(Ids.mark(TWO)))))
                .containsExactly("acme");
        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(1)))).isEmpty();
    }

    @Test
    void another_life_adds_to_what_the_one_before_noted() {
        new MerchantMarks(store).note(ONE, "acme");

        MerchantMarks next = new MerchantMarks(store);
        next.note(ONE, "shop");
        next.note(ONE, "acme");

        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(Ids.mark(ONE)))))
                .containsExactly("acme", "shop");
    }

    @Test
    void another_life_writes_again_what_it_finds_as_it_may_not_have_come_into_the_changelog() {
        new MerchantMarks(store).note(ONE, "acme");
        Bytes key = ViewKeys.mark(Ids.mark(ONE));
        byte[] row = store.get(key);

        new MerchantMarks(store).note(ONE, "acme");

        assertThat(store.get(key)).isEqualTo(row).isNotSameAs(row);
    }

    @Test
    void an_id_without_a_mark_has_a_row_of_its_own() {
        MerchantMarks marks = new MerchantMarks(store);
        marks.note(NONE, "acme");

        assertThat(store.get(ViewKeys.owner(NONE))).asString().isEqualTo("acme");
        assertThat(store.get(ViewKeys.mark(0))).isNull();
    }
}
