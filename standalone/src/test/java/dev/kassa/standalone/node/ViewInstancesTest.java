package dev.kassa.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PaymentFact;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.RemoteViews;
import dev.kassa.query.ViewQueries;
import dev.kassa.standalone.rebuild.Rebuild;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the views, which keep copies for each other, and what an edge reads of them while one goes and comes. */
@SuppressWarnings("NullAway.Init") // each test says how its instances leave when it starts them
class ViewInstancesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A session of 6 s, and the time to take over. */
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(10);

    private final URI one = ViewsHouse.free("http");
    private final URI other = ViewsHouse.free("http");

    @TempDir
    private Path folder = Path.of("");

    private final List<PaymentFact> payments = new ArrayList<>();
    private ViewsHouse house;
    private RemoteViews views;
    private ViewQueries queries;
    private AutoCloseable first;
    private AutoCloseable second;

    @BeforeEach
    void start() {
        house = new ViewsHouse(folder);
        for (int i = 0; i < 25; i++) {
            for (int partition = 0; partition < ViewsHouse.PARTITIONS; partition++) {
                payments.add(house.opens(partition));
            }
        }
    }

    /** @param handsOver whether an instance that is closed says so to the group */
    private void start(boolean handsOver) {
        first = house.instance(one, handsOver, null);
        second = house.instance(other, handsOver, null);
        views = house.asking(null, one, other);
        queries = house.over(views);
        awaitFreshAndCopied();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {views, first, second, house}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private void awaitFreshAndCopied() {
        await().atMost(LONG).until(() -> house.holdsAll(one) && house.holdsAll(other) && allFresh());
    }

    private boolean allFresh() {
        Reading reading = new Reading(null, PATIENCE, true);
        try {
            return queries.with(reading).payments(ids()).size() == payments.size() && !reading.isStale();
        } catch (ViewUnavailableException e) {
            return false;
        }
    }

    private List<String> ids() {
        return payments.stream().map(PaymentFact::getId).toList();
    }

    private Map<String, PaymentFact> byId() {
        Map<String, PaymentFact> byId = new LinkedHashMap<>();
        payments.forEach(payment -> byId.put(payment.getId(), payment));
        return byId;
    }

    @Test
    void aBatchIsReadOfBothInstancesAndTellsWhatThereIs() {
        start(true);
        String unknown = payments.getFirst().getId().replaceAll(".$", "z");

        List<String> asked = new ArrayList<>(ids().subList(0, 98));
        asked.add(3, unknown);
        Map<String, PaymentFact> found = queries.payments(asked);

        Map<String, PaymentFact> expected = byId();
        expected.keySet().retainAll(asked);
        assertThat(found).isEqualTo(expected).doesNotContainKey(unknown);
        assertThatThrownBy(() -> queries.with(new Reading(
                                new FactPosition(0, 1_000L, 0L, 0L, 0L, 0L, 0L, 0L), Duration.ofMillis(100), true))
                        .payment(
                                ViewsHouse.MERCHANTS.getFirst(),
                                payments.getFirst().getId()))
                .isInstanceOf(ViewUnavailableException.class)
                .hasMessageContaining("not seen this position");
    }

    @Test
    void aHundredKeysAreReadInMilliseconds() {
        start(true);
        long[] tookNs = IntStream.range(0, 500)
                .mapToLong(_ -> {
                    long before = System.nanoTime();
                    queries.payments(ids());
                    return System.nanoTime() - before;
                })
                .sorted()
                .toArray();

        System.out.printf(
                "100 keys of two instances: p50 %.2f ms, p99 %.2f ms%n", tookNs[250] / 1e6, tookNs[495] / 1e6);
        // A connection that waits for acknowledgements takes 40 ms for each.
        assertThat(Duration.ofNanos(tookNs[250])).isLessThan(Duration.ofMillis(20));
    }

    /** What readers saw while something happened. */
    private static final class Seen {
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger stale = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();

        void requireEveryReadAnswered() {
            assertThat(wrong).hasValue(0);
            assertThat(refused).hasValue(0);
            assertThat(reads).hasValueGreaterThan(100);
        }

        @Override
        public String toString() {
            return "%s reads, %s of them stale, %s refused, %s wrong".formatted(reads, stale, refused, wrong);
        }
    }

    private interface Happening {
        void happens() throws Exception;
    }

    /** Reads all payments over and over, as one batch, while something happens. */
    private Seen readsWhile(Happening happening) throws Exception {
        Seen seen = new Seen();
        AtomicBoolean over = new AtomicBoolean();
        Map<String, PaymentFact> expected = byId();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    while (!over.get()) {
                        read(seen, expected);
                    }
                }));
            }
            try {
                happening.happens();
            } finally {
                over.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        System.out.println(seen);
        return seen;
    }

    private void read(Seen seen, Map<String, PaymentFact> expected) {
        Reading reading = new Reading(null, PATIENCE, true);
        try {
            seen.reads.incrementAndGet();
            if (!queries.with(reading).payments(expected.keySet()).equals(expected)) {
                seen.wrong.incrementAndGet();
            }
            if (reading.isStale()) {
                seen.stale.incrementAndGet();
            }
        } catch (ViewUnavailableException e) {
            seen.refused.incrementAndGet();
        }
    }

    @Test
    void whileOneIsStoppedAndStartedAgainEveryReadIsAnswered() throws Exception {
        start(true);

        Seen seen = readsWhile(() -> {
            first.close();
            await().atMost(AFTER_A_KILL).until(this::allFresh);
            first = house.instance(one, true, null);
            awaitFreshAndCopied();
        });

        seen.requireEveryReadAnswered();
    }

    @Test
    void whileOneIsGoneWithoutAWordTheCopyAnswersAndSaysSo() throws Exception {
        start(false);

        Seen seen = readsWhile(() -> {
            second.close();
            await().atMost(AFTER_A_KILL).until(this::allFresh);
        });

        assertThat(seen.wrong).hasValue(0);
        assertThat(seen.refused).hasValue(0);
        assertThat(seen.stale).hasPositiveValue();
    }

    /** Does something as soon as the new ones have begun to be made. */
    private record OnceBegun(Happening happening, AtomicBoolean begun) implements Rebuild.Progress {
        @Override
        public void says(String sentence) {
            System.out.println(sentence);
        }

        @Override
        public void reached(long applied, long all) {
            if (!begun.getAndSet(true)) {
                try {
                    happening.happens();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Test
    void theViewsAreMadeAnewOverBothInstancesWhileTheyAreRead() throws Exception {
        start(true);

        Seen seen = readsWhile(() -> {
            Rebuild.Summary summary = house.rebuildsViews(new OnceBegun(() -> {}, new AtomicBoolean()));
            assertThat(summary.generation()).isEqualTo(2);
            assertThat(summary.records()).isEqualTo(payments.size());
            assertThat(summary.left()).isEmpty();
            awaitFreshAndCopied();
        });

        seen.requireEveryReadAnswered();
    }

    @Test
    void theViewsAreMadeAnewThoughAnInstanceGoesAndComesMeanwhile() throws Exception {
        start(true);

        Seen seen = readsWhile(() -> {
            Happening leaves = () -> {
                first.close();
                first = house.instance(one, true, null);
            };
            Rebuild.Summary summary = house.rebuildsViews(new OnceBegun(leaves, new AtomicBoolean()));
            assertThat(summary.generation()).isEqualTo(2);
            awaitFreshAndCopied();
        });

        seen.requireEveryReadAnswered();
    }

    @Test
    void aReadWithThePositionOfAWriteIsNeverOlderWhileOneIsStoppedAndStartedAgain() throws Exception {
        start(true);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger stale = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<String> older = Collections.synchronizedList(new ArrayList<>());
        try (RemoteViews views2 = house.asking(null, other, one);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ViewQueries> edges = List.of(queries, house.over(views2));
            List<Future<?>> writers = new ArrayList<>();
            for (PaymentFact of : payments.subList(0, ViewsHouse.PARTITIONS)) {
                writers.add(threads.submit(() -> {
                    PaymentFact payment = of;
                    while (!over.get()) {
                        payment = house.changes(payment);
                        Reading reading = new Reading(house.position(payment.getPartition()), PATIENCE, true);
                        ViewQueries edge = edges.get(ThreadLocalRandom.current().nextInt(edges.size()));
                        try {
                            reads.incrementAndGet();
                            PaymentFact read = edge.with(reading)
                                    .payment(payment.getMerchantId(), payment.getId())
                                    .orElse(null);
                            if (!payment.equals(read)) {
                                older.add(payment.getSequence() + " read as "
                                        + (read == null ? "nothing" : read.getSequence()));
                            }
                            if (reading.isStale()) {
                                stale.incrementAndGet();
                            }
                        } catch (ViewUnavailableException e) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            try {
                await().atMost(LONG).until(() -> reads.get() > 1_000);
                first.close();
                int soFar = reads.get();
                await().atMost(LONG).until(() -> reads.get() > soFar + 500);
                first = house.instance(one, true, null);
                int again = reads.get();
                await().atMost(LONG).until(() -> reads.get() > again + 1_500 && allFresh());
            } finally {
                over.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        System.out.printf("%s reads after writes, %s stale, %s refused, older: %s%n", reads, stale, refused, older);
        assertThat(older).isEmpty();
        assertThat(refused.get()).isLessThan(reads.get() / 10);
    }
}
