package dev.kassa.bench.run;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Two hundred listeners to the live stream while a thousand payments a second come in as facts, at a node: what they cost the
 * edge's threads, as the rest of a node varies by more than that, and how long a payment takes to them. A node reads the end of
 * the log from its first listener on until two minutes after its last, so that what is compared is 200 listeners with none of
 * them, and not the reading, which is one.
 */
final class LiveBenchmark implements Benchmark {
    private static final int LISTENERS = 200;
    private static final int KEYS = 5;
    private static final int PER_SECOND = 1_000;
    private static final int MERCHANTS = 100;
    private static final int SECONDS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    /** Each is a time with listeners, one without, and one with them again. */
    private static final int TURNS = 3;

    /** Those of the edge: that listens to the log and beats, that take connections, and that write to listeners. */
    private static final List<String> EDGE = List.of("edge-", "ForkJoinPool");

    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration TOLD_MAX = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int SETTLES_MAX = 6 * (2 * TURNS + 1);

    private long untold;
    private long apart;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String sentence() {
        return "200 listeners to /v1/stream while 1,000 payments/s come in: what they cost the edge, and how soon they are told";
    }

    @Override
    public Report run(Options options) throws Exception {
        Duration each = Duration.ofSeconds(options.seconds(SECONDS));
        try (TemporaryFolder folder = new TemporaryFolder();
                NodeProcess node = NodeProcess.up(
                        folder.path().resolve("data"), NodeProcess.freePort(), Path.of("target", "bench-live.log"));
                KassaApi api = new KassaApi(node.endpoint("edge"))) {
            api.onboard(node.operatorKey(), "live", MERCHANTS);
            List<String> keys = keys(api, node.operatorKey());
            Codecs codecs =
                    new Codecs(HttpSchemaRegistry.of(node.endpoint("registry").toString()));
            List<String> merchants =
                    IntStream.range(0, MERCHANTS).mapToObj(i -> "live-" + i).toList();
            int most = Math.toIntExact(PER_SECOND
                    * WARM_UP.plus(each.multipliedBy(3 * TURNS))
                            .plus(SETTLE.multipliedBy(SETTLES_MAX))
                            .toSeconds());
            try (PaymentFacts facts =
                            new PaymentFacts(node.bootstrapServers(), codecs, merchants, House.PARTITIONS, most);
                    ComingPayments coming = new ComingPayments(facts, PER_SECOND, most)) {
                return measure(node, keys, coming, each);
            }
        }
    }

    /** One key may listen fifty times. */
    private static List<String> keys(KassaApi api, String operatorKey) throws IOException, InterruptedException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            KassaApi.Answer answer = api.post(
                    "/v1/keys", operatorKey, "", "{\"name\":\"listener-" + i + "\",\"scopes\":[\"readonly\"]}");
            if (answer.status() != 201) {
                throw new IOException("no key for listeners: " + answer.status() + " " + answer.body());
            }
            keys.add(answer.json().path("key").asString(""));
        }
        return keys;
    }

    /** With listeners and without, in turn and back again, so that neither looks cheaper for being later. */
    private Report measure(NodeProcess node, List<String> keys, ComingPayments coming, Duration each)
            throws IOException, InterruptedException {
        listening(node, keys, coming, WARM_UP);
        coming.measure(true);
        double listening = 0;
        double without = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            listening += listening(node, keys, coming, each) / 2;
            without += percentOfCore(node, each);
            listening += listening(node, keys, coming, each) / 2;
        }
        return new Report(name())
                .value("listeners", LISTENERS)
                .figure(
                        "CPU of the edge's threads while all listen",
                        "cpu_listening",
                        listening / TURNS,
                        " % of a core")
                .figure("while nobody does, the log still read", "cpu_without", without / TURNS, " % of a core")
                .atMost("what the listeners cost", "cost", (listening - without) / TURNS, 10, " % of a core")
                .figure("payment to event, p50", "p50_ms", coming.percentileMs(50), " ms")
                .atMost("payment to event, p99", "p99_ms", coming.percentileMs(99), 1_000, " ms")
                .atMost("payments that were not told", "untold", untold, 0, "")
                .atMost("beats that one listener had and another had not", "beats_apart", apart, 0, "");
    }

    /** All listen, from before the payments come until they are told. @return what the node takes meanwhile */
    private double listening(NodeProcess node, List<String> keys, ComingPayments coming, Duration over)
            throws IOException, InterruptedException {
        coming.pause();
        LockSupport.parkNanos(SETTLE.toNanos());
        double percent;
        try (LiveListeners listeners = new LiveListeners(node.endpoint("edge"), keys, LISTENERS, coming::told)) {
            LockSupport.parkNanos(SETTLE.toNanos()); // until the last minute is told, which is another for each
            List<Long> before = listeners.beats();
            coming.follow();
            coming.resume();
            LockSupport.parkNanos(SETTLE.toNanos());
            percent = percentOfCore(node, over);
            coming.pause();
            awaitTold(coming);
            untold += coming.untold();
            coming.leave();
            LockSupport.parkNanos(SETTLE.toNanos());
            apart += apart(before, listeners.beats());
        }
        coming.resume();
        LockSupport.parkNanos(SETTLE.toNanos());
        return percent;
    }

    private static long apart(List<Long> before, List<Long> after) {
        List<Long> gained = IntStream.range(0, before.size())
                .mapToObj(i -> after.get(i) - before.get(i))
                .toList();
        return Collections.max(gained) - Collections.min(gained);
    }

    private static double percentOfCore(NodeProcess node, Duration over) throws IOException {
        Duration cpu = node.cpuOfThreads(EDGE);
        long startNs = System.nanoTime();
        LockSupport.parkNanos(over.toNanos());
        return 100.0 * node.cpuOfThreads(EDGE).minus(cpu).toNanos() / (System.nanoTime() - startNs);
    }

    private static void awaitTold(ComingPayments coming) {
        long giveUpAt = System.nanoTime() + TOLD_MAX.toNanos();
        while (coming.untold() > 0 && System.nanoTime() < giveUpAt) {
            LockSupport.parkNanos(TICK.toNanos());
        }
    }
}
