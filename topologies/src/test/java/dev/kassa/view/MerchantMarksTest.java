package dev.kassa.view;

import static org.assertj.core.api.Assertions.assertThat;

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
    /** Ends in the mark 1, and in the mark 2. */
    private static final String ONE = "pay_00000000000000000000000001";

    private static final String ANOTHER_ONE = "pay_11111111111111111111100001";
    private static final String TWO = "pay_00000000000000000000000002";

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

        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(1)))).containsExactly("acme", "shop");
        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(2)))).containsExactly("acme");
        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(3)))).isEmpty();
    }

    @Test
    void another_life_adds_to_what_the_one_before_noted() {
        new MerchantMarks(store).note(ONE, "acme");

        MerchantMarks next = new MerchantMarks(store);
        next.note(ONE, "shop");
        next.note(ONE, "acme");

        assertThat(MerchantMarks.merchants(store.get(ViewKeys.mark(1)))).containsExactly("acme", "shop");
    }
}
