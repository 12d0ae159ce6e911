package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownKeysTest {
    private static final byte[] VALUE = {1};
    private static final int SLICE = 16;

    /** A store in memory that counts how often it is asked. */
    private static final class Asked implements KeyValues {
        private final KeyValues store = MemoryStorage.empty().orders();
        private int gets;

        @Override
        public byte @Nullable [] get(Bytes key) {
            gets++;
            return store.get(key);
        }

        @Override
        public void put(Bytes key, byte[] value) {
            store.put(key, value);
        }

        @Override
        public void delete(Bytes key) {
            store.delete(key);
        }

        @Override
        public List<Entry> scan(Bytes from, Bytes to, int most) {
            return store.scan(from, to, most);
        }
    }

    private final Asked store = new Asked();

    @Test
    void asks_the_store_for_everything_until_it_has_learnt_all() {
        store.put(Keys.of("there"), VALUE);
        KnownKeys known = new KnownKeys(store);

        assertThat(known.get(Keys.of("absent"))).isNull();
        assertThat(store.gets).isEqualTo(1);
        assertThat(known.learn(1)).isEqualTo(1);
        assertThat(known.get(Keys.of("absent"))).isNull();
        assertThat(store.gets).isEqualTo(2);
    }

    @Test
    void asks_for_nothing_that_is_certainly_not_there() {
        store.put(Keys.of("there"), VALUE);
        KnownKeys known = new KnownKeys(store);
        known.learn(SLICE);

        assertThat(known.get(Keys.of("absent"))).isNull();
        assertThat(store.gets).isZero();
        assertThat(known.get(Keys.of("there"))).isEqualTo(VALUE);
    }

    @Test
    void finds_what_was_put_before_and_while_it_learns_and_after() {
        for (int i = 0; i < 100; i++) {
            store.put(Keys.of("m" + i), VALUE);
        }
        KnownKeys known = new KnownKeys(store);
        known.learn(SLICE);
        known.put(Keys.of("a-key-that-was-passed"), VALUE);
        known.put(Keys.of("z-key-that-comes"), VALUE);
        learnAll(known);
        known.put(Keys.of("after"), VALUE);

        for (String key : List.of("m0", "m99", "a-key-that-was-passed", "z-key-that-comes", "after")) {
            assertThat(known.get(Keys.of(key))).as(key).isEqualTo(VALUE);
        }
    }

    @Test
    void a_store_of_exactly_some_slices_is_learnt_whole() {
        for (int i = 0; i < 2 * SLICE; i++) {
            store.put(Keys.of("m" + i), VALUE);
        }
        KnownKeys known = new KnownKeys(store);

        assertThat(List.of(known.learn(SLICE), known.learn(SLICE), known.learn(SLICE), known.learn(SLICE)))
                .containsExactly(SLICE, SLICE, 0, 0);
        known.get(Keys.of("absent"));
        assertThat(store.gets).isZero();
    }

    /** A restart is a new one over what is stored, at any moment of the learning of the one before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answers_as_a_plain_map_does_whatever_comes_and_however_often_it_starts(long seed) {
        Random random = new Random(seed);
        Map<String, byte[]> model = new HashMap<>();
        KnownKeys known = new KnownKeys(store);
        for (int step = 0; step < 20_000; step++) {
            String key = "k" + random.nextInt(2_000);
            switch (random.nextInt(100)) {
                case 0 -> known = new KnownKeys(store);
                case 1, 2, 3, 4 -> known.learn(1 + random.nextInt(200));
                case 5 -> {
                    known.delete(Keys.of(key));
                    model.remove(key);
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        byte[] value = {(byte) step};
                        known.put(Keys.of(key), value);
                        model.put(key, value);
                    } else {
                        assertThat(known.get(Keys.of(key))).isEqualTo(model.get(key));
                    }
                }
            }
        }
    }

    private static void learnAll(KnownKeys known) {
        List<Integer> slices = new ArrayList<>();
        do {
            slices.add(known.learn(SLICE));
        } while (slices.getLast() > 0);
    }
}
