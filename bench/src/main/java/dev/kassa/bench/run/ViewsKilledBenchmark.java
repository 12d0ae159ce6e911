package dev.kassa.bench.run;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.cluster.Victim;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** kill -9 of one of two instances of the views while 500 payments a second are read: what readers see, and for how long. */
final class ViewsKilledBenchmark implements Benchmark {
    private static final int STORED = 100_000;
    private static final int COMING_PER_SECOND = 100;
    private static final int READS_PER_SECOND = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final int WARMING_CALLERS = 8;
    private static final Duration WATCHED = Duration.ofSeconds(20);

    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong slowestNs = new AtomicLong();
    private final AtomicLong lastNotFreshNs = new AtomicLong();

    @Override
    public String name() {
        return "views-killed";
    }

    @Override
    public String sentence() {
        return "500 reads/s over two instances of the views, of which one is killed";
    }

    @Override
    public Report run(Options options) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Installation installation = new Installation(folder.path(), Size.TWO_VIEWS);
                StoredPayments stored = new StoredPayments(
                        installation.edge(),
                        installation.operatorKey(),
                        installation.bootstrapServers(),
                        installation.codecs(),
                        Installation.PARTITIONS,
                        options.payments(STORED));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            stored.comeIn(COMING_PER_SECOND);
            SplittableRandom random = new SplittableRandom(17);
            String key = installation.operatorKey();
            warmUp(stored, key);
            var _ = clock.scheduleAtFixedRate(
                    () -> {
                        String id = stored.anyId(random);
                        threads.execute(() -> read(stored.api(), key, id));
                    },
                    0,
                    1_000_000_000L / READS_PER_SECOND,
                    TimeUnit.NANOSECONDS);
            Thread.sleep(STEADY);
            long staleBefore = stale.getAndSet(0);
            forget();
            Victim killed = installation.victim("views-1");
            long killedNs = System.nanoTime();
            killed.kill();
            Thread.sleep(WATCHED);
            clock.shutdownNow();
            double freshAfter = Math.max(0, lastNotFreshNs.get() - killedNs) / 1e9;
            return new Report(name())
                    .value("stale_before", staleBefore)
                    .figure("reads", "reads", reads.get(), "")
                    .atMost("wrong or missing", "wrong", wrong.get(), 0, "")
                    .figure("answered by a copy, and told", "stale", stale.get(), "")
                    .figure("unavailable", "unavailable", unavailable.get(), "")
                    .atMost("not answered at all", "unanswered", unanswered.get(), 0, "")
                    .figure("slowest read", "slowest_ms", slowestNs.get() / 1e6, " ms")
                    .atMost("all fresh again after", "fresh_after_s", freshAfter, 10, " s");
        }
    }

    /** A caller after the other, so that what is not compiled yet is not asked faster than it can answer. */
    private void warmUp(StoredPayments stored, String key) throws InterruptedException {
        long until = System.nanoTime() + WARM_UP.toNanos();
        SplittableRandom random = new SplittableRandom(18);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WARMING_CALLERS; i++) {
                SplittableRandom own = random.split();
                callers.execute(() -> {
                    while (System.nanoTime() < until) {
                        read(stored.api(), key, stored.anyId(own));
                    }
                });
            }
        }
    }

    private void forget() {
        reads.set(0);
        wrong.set(0);
        unavailable.set(0);
        unanswered.set(0);
        slowestNs.set(0);
    }

    private void read(KassaApi api, String key, String id) {
        long startNs = System.nanoTime();
        try {
            KassaApi.Answer answer = api.get("/v1/payments/" + id, key);
            boolean fresh = answer.status() == 200 && !answer.body().contains("\"stale\":true");
            reads.incrementAndGet();
            if (answer.status() == 503) {
                unavailable.incrementAndGet();
            } else if (answer.status() != 200
                    || !answer.json().path("id").asString("").equals(id)
                    || !answer.json().path("status").asString("").equals("succeeded")) {
                wrong.incrementAndGet();
            } else if (!fresh) {
                stale.incrementAndGet();
            }
            if (!fresh) {
                lastNotFreshNs.accumulateAndGet(System.nanoTime(), Math::max);
            }
        } catch (IOException e) {
            unanswered.incrementAndGet();
            lastNotFreshNs.accumulateAndGet(System.nanoTime(), Math::max);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slowestNs.accumulateAndGet(System.nanoTime() - startNs, Math::max);
    }
}
