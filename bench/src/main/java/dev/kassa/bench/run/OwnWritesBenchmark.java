package dev.kassa.bench.run;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.cluster.Victim;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Payments that are read at once with the position of their write, over two instances of the views, of which one is stopped and
 * started and later the other killed and started: whether anybody is told what was before his own write.
 */
final class OwnWritesBenchmark implements Benchmark {
    private static final int WRITES = 10_000;
    private static final int CALLERS = 16;
    private static final int MERCHANTS = 64;
    private static final Duration ANSWERED_MAX = Duration.ofSeconds(30);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(50);
    private static final Duration AWAY = Duration.ofSeconds(3);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong older = new AtomicLong();
    private final AtomicLong waited = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong undecided = new AtomicLong();
    private final AtomicLong slowestNs = new AtomicLong();

    @Override
    public String name() {
        return "own-writes";
    }

    @Override
    public String sentence() {
        return "10,000 payments, each read at once by its position, over two instances of the views that come and go";
    }

    @Override
    public Report run(Options options) throws Exception {
        int writes = options.payments(WRITES);
        try (TemporaryFolder folder = new TemporaryFolder();
                Installation installation = new Installation(folder.path(), Size.TWO_VIEWS);
                KassaApi api = installation.api();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> keys = api.onboard(installation.operatorKey(), "own", MERCHANTS);
            long startNs = System.nanoTime();
            List<Future<?>> callers = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        for (int i = begun.getAndIncrement(); i < writes; i = begun.getAndIncrement()) {
                            writeAndRead(api, keys.get(i % MERCHANTS), i);
                        }
                        return null;
                    }))
                    .toList();
            awaitBegun(writes / 4, callers);
            Victim stopped = installation.victim("views-1");
            stopped.stop();
            Thread.sleep(AWAY);
            stopped.start();
            awaitBegun(writes * 5 / 8, callers);
            Victim killed = installation.victim("views-2");
            killed.kill();
            Thread.sleep(AWAY);
            killed.start();
            for (Future<?> caller : callers) {
                caller.get();
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            return new Report(name())
                    .figure("written and read", "read", read.get(), "")
                    .atMost("older than the own write", "older", older.get(), 0, "")
                    .atMost("refused for good", "refused", refused.get(), 0, "")
                    .figure("asked again after 503", "waited", waited.get(), "")
                    .figure("writes without an answer of their own", "undecided", undecided.get(), "")
                    .figure("slowest read", "slowest_ms", slowestNs.get() / 1e6, " ms")
                    .figure("took", "seconds", seconds, " s");
        }
    }

    private void awaitBegun(int writes, List<Future<?>> callers) {
        while (begun.get() < writes && !callers.stream().allMatch(Future::isDone)) {
            LockSupport.parkNanos(AGAIN_AFTER.toNanos());
        }
    }

    private void writeAndRead(KassaApi api, String key, int number) throws IOException, InterruptedException {
        String order =
                "{\"order_no\":\"own-%d\",\"amount\":%d,\"currency\":\"GBP\"}".formatted(number, 100 + number % 900);
        KassaApi.Answer written = api.post("/v1/payments", key, "own-" + number, order);
        if (written.status() != 201 || written.position().isEmpty()) {
            undecided.incrementAndGet();
            return;
        }
        long startNs = System.nanoTime();
        Map<String, String> demand = Map.of("Kassa-Min-Position", written.position());
        JsonNode payment = written.json();
        String path = "/v1/payments/" + payment.path("id").asString("");
        KassaApi.Answer answer = api.change("GET", path, key, demand, "");
        boolean again = false;
        while (answer.status() == 503 && System.nanoTime() - startNs < ANSWERED_MAX.toNanos()) {
            again = true;
            LockSupport.parkNanos(AGAIN_AFTER.toNanos());
            answer = api.change("GET", path, key, demand, "");
        }
        slowestNs.accumulateAndGet(System.nanoTime() - startNs, Math::max);
        waited.addAndGet(again ? 1 : 0);
        read.incrementAndGet();
        if (answer.status() == 503) {
            refused.incrementAndGet();
        } else if (answer.status() != 200 || isOlder(answer.json(), payment)) {
            older.incrementAndGet();
            System.out.println("written " + payment + ", read " + answer.status() + " " + answer.body());
        }
    }

    /** Times are RFC 3339 with milliseconds, which sort as text. */
    private static boolean isOlder(JsonNode found, JsonNode written) {
        return !found.path("id").equals(written.path("id"))
                || found.path("updated_at")
                                .asString("")
                                .compareTo(written.path("updated_at").asString(""))
                        < 0
                || (found.path("updated_at").equals(written.path("updated_at"))
                        && !found.path("status").equals(written.path("status")));
    }
}
