package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownPeriodsTest {
    private static final byte[] VALUE = {1};
    private static final long HOUR = 3_600_000;

    /** Periods in memory that count how often they are asked, and whose keys can be dropped under whoever reads them. */
    private static final class Asked implements TimedKeyValues {
        private final TimedKeyValues store = MemoryStorage.empty().idempotency();
        private int gets;
        private int open;
        private boolean dropped;

        @Override
        public byte @Nullable [] get(Bytes key, long periodStartMs) {
            gets++;
            return store.get(key, periodStartMs);
        }

        @Override
        public void put(Bytes key, byte[] value, long periodStartMs) {
            store.put(key, value, periodStartMs);
        }

        @Override
        public void delete(Bytes key, long periodStartMs) {
            store.delete(key, periodStartMs);
        }

        @Override
        public Cursor keys() {
            Cursor keys = store.keys();
            open++;
            return new Cursor() {
                @Override
                public boolean hasNext() {
                    if (dropped) {
                        dropped = false;
                        throw new InvalidStateStoreException("the period is gone");
                    }
                    return keys.hasNext();
                }

                @Override
                public TimedKey next() {
                    return keys.next();
                }

                @Override
                public void close() {
                    open--;
                    keys.close();
                }
            };
        }
    }

    private final Asked store = new Asked();

    @Test
    void asks_for_nothing_that_is_certainly_not_there_once_all_is_learnt() {
        store.put(Keys.of("old"), VALUE, 0);
        store.put(Keys.of("young"), VALUE, HOUR);
        KnownPeriods known = new KnownPeriods(store);
        known.get(Keys.of("absent"), HOUR);
        known.learn(1);
        known.get(Keys.of("absent"), HOUR);
        assertThat(store.gets).isEqualTo(2);

        known.learn(10);

        assertThat(known.get(Keys.of("absent"), 0)).isNull();
        assertThat(known.get(Keys.of("absent"), HOUR)).isNull();
        assertThat(known.get(Keys.of("young"), 0)).isNull();
        assertThat(known.get(Keys.of("old"), 2 * HOUR)).isNull();
        assertThat(store.gets).isEqualTo(2);
        assertThat(known.get(Keys.of("old"), 0)).isEqualTo(VALUE);
        assertThat(known.get(Keys.of("young"), HOUR)).isEqualTo(VALUE);
    }

    @Test
    void holds_no_cursor_once_all_is_learnt_or_it_is_closed() {
        store.put(Keys.of("a"), VALUE, 0);
        store.put(Keys.of("b"), VALUE, 0);
        KnownPeriods closed = new KnownPeriods(store);
        closed.learn(1);
        closed.close();
        KnownPeriods complete = new KnownPeriods(store);
        complete.learn(10);

        assertThat(store.open).isZero();
    }

    @Test
    void begins_again_where_a_period_is_dropped_while_it_learns() {
        store.put(Keys.of("a"), VALUE, 0);
        store.put(Keys.of("b"), VALUE, 0);
        KnownPeriods known = new KnownPeriods(store);
        known.learn(1);
        store.dropped = true;
        known.learn(10);
        known.learn(10);

        assertThat(known.get(Keys.of("absent"), 0)).isNull();
        assertThat(store.gets).isZero();
        assertThat(known.get(Keys.of("a"), 0)).isEqualTo(VALUE);
        assertThat(known.get(Keys.of("b"), 0)).isEqualTo(VALUE);
        assertThat(store.open).isZero();
    }

    @Test
    void of_a_period_whose_filter_is_dropped_it_asks_the_store() {
        KnownPeriods known = new KnownPeriods(store);
        known.learn(1);
        for (int hour = 0; hour < 3; hour++) {
            known.put(Keys.of("key"), VALUE, hour * HOUR);
        }

        assertThat(known.get(Keys.of("key"), 0)).isEqualTo(VALUE);
        known.put(Keys.of("late"), VALUE, 0);
        assertThat(known.get(Keys.of("late"), 0)).isEqualTo(VALUE);
    }

    /** The clock moves on, and now and then back; a restart is a new one over what is stored. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answers_as_the_store_does_whatever_comes_and_however_often_it_starts(long seed) {
        Random random = new Random(seed);
        Map<String, byte[]> model = new HashMap<>();
        KnownPeriods known = new KnownPeriods(store);
        long hour = 100;
        for (int step = 0; step < 20_000; step++) {
            long period = (hour - random.nextInt(2)) * HOUR;
            String key = "k" + random.nextInt(500);
            switch (random.nextInt(400)) {
                case 0 -> {
                    known.close();
                    known = new KnownPeriods(store);
                }
                case 1, 2, 3, 4, 5, 6, 7, 8 -> known.learn(1 + random.nextInt(200));
                case 9 -> hour++;
                case 10 -> hour -= random.nextInt(8) == 0 ? 1 : 0;
                default -> {
                    if (random.nextInt(4) == 0) {
                        byte[] value = {(byte) step};
                        known.put(Keys.of(key), value, period);
                        model.put(key + '@' + period, value);
                    } else if (store.get(Keys.of(key), period) != null) {
                        assertThat(known.get(Keys.of(key), period)).isEqualTo(model.get(key + '@' + period));
                    } else {
                        assertThat(known.get(Keys.of(key), period)).isNull();
                    }
                }
            }
        }
    }
}
