package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CountedState;
import dev.kassa.avro.PartitionState;
import dev.kassa.payment.Customer;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountsTest {
    private static final long WINDOW_MS = 60_000;
    private static final long NOW_MS = 1_760_000_000_000L;

    private final CoreStorage storage = MemoryStorage.empty();
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final AvroCodec<CountedState> codec = codecs.ofStore("counts", CountedState.getClassSchema());
    private Head head = head();
    private Counts counts = new Counts(storage.counts(), codec, head);
    private final Deque<Paid> model = new ArrayDeque<>();

    private record Paid(String merchantId, Customer by, long atMs) {}

    @Test
    void counts_by_address_device_customer_and_merchant_at_one_merchant() {
        pays("shop", customer("c", "ip", "d"), NOW_MS);
        pays("other", customer("c", "ip", "d"), NOW_MS);
        pays("shop", customer(null, "ip", null), NOW_MS);

        assertThat(pays("shop", customer("c", "ip", "d"), NOW_MS)).isEqualTo(new Counts.Frequencies(3, 2, 2, 3));
        assertThat(pays("shop", customer(null, null, null), NOW_MS)).isEqualTo(new Counts.Frequencies(0, 0, 0, 4));
    }

    @Test
    void what_was_let_go_of_before_a_start_does_not_come_back() {
        pays("shop", customer("c", "ip", "d"), NOW_MS);
        pays("shop", customer("c", "ip", "d"), NOW_MS + 1);
        counts.forget(NOW_MS + 2, 2);
        restart();

        assertThat(pays("shop", customer("c", "ip", "d"), NOW_MS + 2)).isEqualTo(new Counts.Frequencies(2, 2, 2, 2));
    }

    @Test
    void takes_over_rows_that_were_written_before_there_was_a_ring() {
        for (long number = 70_000; number < 70_003; number++) {
            storage.counts().put(key(number), codec.encode(new CountedState(NOW_MS, "shop", "ip", null, null, -1L)));
        }
        restart();

        assertThat(pays("shop", customer(null, "ip", null), NOW_MS)).isEqualTo(new Counts.Frequencies(4, 0, 0, 4));
        counts.forget(NOW_MS + WINDOW_MS, WINDOW_MS);
        restart();
        assertThat(storage.counts().get(key(70_000))).isNull();
        assertThat(pays("shop", customer(null, "ip", null), NOW_MS + WINDOW_MS))
                .isEqualTo(new Counts.Frequencies(1, 0, 0, 1));
    }

    /** More payments than the ring has rows, with starts in between, the clock back now and then, and another window. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void counts_as_a_plain_list_does_however_often_it_starts(long seed) {
        Random random = new Random(seed);
        long nowMs = NOW_MS;
        long windowMs = WINDOW_MS;
        for (int i = 0; i < 150_000; i++) {
            nowMs += random.nextInt(1_000) == 0 ? -500 : random.nextInt(3);
            if (random.nextInt(20_000) == 0) {
                windowMs = 1_000 + random.nextInt((int) (2 * WINDOW_MS));
            }
            if (random.nextInt(10_000) == 0) {
                restart();
            }
            Paid paid = new Paid("m" + random.nextInt(3), anyone(random), nowMs);
            Counts.Frequencies told = counts.with(paid.merchantId, paid.by, nowMs, windowMs);
            head.save();
            remember(paid, windowMs);
            if (i % 997 == 0) {
                assertThat(told).isEqualTo(expected(paid));
            }
        }
        int rows = storage.counts()
                .scan(key(0), key(Long.MAX_VALUE), Integer.MAX_VALUE)
                .size();
        assertThat(rows).isEqualTo(1 << 16);
    }

    private void remember(Paid paid, long windowMs) {
        while (!model.isEmpty() && model.getFirst().atMs <= paid.atMs - windowMs) {
            model.removeFirst();
        }
        model.addLast(paid);
        if (model.size() > Counts.KEPT_MAX) {
            model.removeFirst();
        }
    }

    private Counts.Frequencies expected(Paid paid) {
        Customer by = paid.by;
        return new Counts.Frequencies(
                by.ip() == null ? 0 : count(paid, other -> Objects.equals(by.ip(), other.ip())),
                by.device() == null ? 0 : count(paid, other -> Objects.equals(by.device(), other.device())),
                by.id() == null ? 0 : count(paid, other -> Objects.equals(by.id(), other.id())),
                count(paid, other -> true));
    }

    private int count(Paid paid, Predicate<Customer> same) {
        return (int) model.stream()
                .filter(other -> other.merchantId.equals(paid.merchantId) && same.test(other.by))
                .count();
    }

    private Counts.Frequencies pays(String merchantId, Customer by, long nowMs) {
        Counts.Frequencies told = counts.with(merchantId, by, nowMs, WINDOW_MS);
        head.save();
        return told;
    }

    private void restart() {
        head.save();
        head = head();
        counts = new Counts(storage.counts(), codec, head);
    }

    private Head head() {
        return new Head(storage.partition(), codecs.ofStore("partition", PartitionState.getClassSchema()), 0);
    }

    private static Customer anyone(Random random) {
        return customer(
                random.nextInt(4) == 0 ? null : "c" + random.nextInt(100),
                random.nextInt(4) == 0 ? null : "ip" + random.nextInt(10_000),
                random.nextInt(4) == 0 ? null : "d" + random.nextInt(100_000));
    }

    private static Customer customer(@Nullable String id, @Nullable String ip, @Nullable String device) {
        return new Customer(id, null, ip, device, null);
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
