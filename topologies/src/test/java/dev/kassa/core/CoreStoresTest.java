package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The core's stores as Kafka Streams and RocksDB keep them. */
final class CoreStoresTest {
    private static final Duration HOLD = Duration.ofHours(1);
    private static final long HOUR = HOLD.toMillis();
    private static final byte[] VALUE = {1};

    private final List<Consumer<CoreStorage>> work = new ArrayList<>();
    private final TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties(), Instant.EPOCH);
    private final TestInputTopic<String, String> topic =
            driver.createInputTopic("work", new StringSerializer(), new StringSerializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void hand_over_the_keys_of_every_period_that_is_held() {
        in(storage -> {
            TimedKeyValues periods = storage.idempotency();
            periods.put(Keys.of("shop\0one"), VALUE, 10 * HOUR);
            periods.put(Keys.of("shop\0two"), VALUE, 10 * HOUR);
            periods.put(Keys.of("shop\0one"), VALUE, 11 * HOUR);

            List<TimedKeyValues.TimedKey> found = new ArrayList<>();
            try (TimedKeyValues.Cursor keys = periods.keys()) {
                keys.forEachRemaining(found::add);
            }

            assertThat(found)
                    .containsExactlyInAnyOrder(
                            new TimedKeyValues.TimedKey(Keys.of("shop\0one"), 10 * HOUR),
                            new TimedKeyValues.TimedKey(Keys.of("shop\0two"), 10 * HOUR),
                            new TimedKeyValues.TimedKey(Keys.of("shop\0one"), 11 * HOUR));
        });
    }

    @Test
    void are_learnt_right_though_periods_are_dropped_meanwhile() {
        in(storage -> {
            TimedKeyValues periods = storage.idempotency();
            for (int hour = 10; hour < 13; hour++) {
                for (int i = 0; i < 100; i++) {
                    periods.put(Keys.of("key-" + i), VALUE, hour * HOUR);
                }
            }
            KnownPeriods known = new KnownPeriods(periods);
            known.learn(50);
            for (int hour = 13; hour < 20; hour++) {
                known.put(Keys.of("new-" + hour), VALUE, hour * HOUR);
                known.learn(7);
                for (int i = 0; i < 100; i += 9) {
                    assertThat(known.get(Keys.of("key-" + i), 12 * HOUR))
                            .isEqualTo(periods.get(Keys.of("key-" + i), 12 * HOUR));
                }
            }
            for (int slice = 0; slice < 100; slice++) {
                known.learn(7);
            }
            assertThat(known.get(Keys.of("new-19"), 19 * HOUR)).isEqualTo(VALUE);
            assertThat(known.get(Keys.of("new-18"), 18 * HOUR)).isEqualTo(VALUE);
            assertThat(known.get(Keys.of("key-1"), 19 * HOUR)).isNull();
            known.close();
        });
    }

    @Test
    void are_learnt_table_by_table() {
        in(storage -> {
            storage.orders().put(Keys.of("shop", "1"), VALUE);
            storage.orders().put(Keys.of("shop", "\u00FCber"), VALUE);
            storage.payments().put(Keys.of("pay_1"), VALUE);
            storage.devices().put(Keys.of("shop", "2"), VALUE);
            KnownKeys orders = new KnownKeys(storage.orders());

            assertThat(orders.learn(10)).isEqualTo(2);
            assertThat(orders.get(Keys.of("shop", "1"))).isEqualTo(VALUE);
            assertThat(orders.get(Keys.of("shop", "\u00FCber"))).isEqualTo(VALUE);
            assertThat(orders.get(Keys.of("shop", "2"))).isNull();
        });
    }

    private void in(Consumer<CoreStorage> test) {
        work.add(test);
        topic.pipeInput("key", "value");
        assertThat(work).isEmpty();
    }

    private Topology topology() {
        Topology topology = new Topology();
        topology.addSource("work", new StringDeserializer(), new StringDeserializer(), "work");
        topology.addProcessor("worker", Worker::new, "work");
        CoreStores.builders(HOLD).forEach(store -> topology.addStateStore(store, "worker"));
        return topology;
    }

    /** Does what it is given with the stores. */
    private final class Worker extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            work.removeFirst().accept(CoreStores.open(context()));
        }
    }
}
