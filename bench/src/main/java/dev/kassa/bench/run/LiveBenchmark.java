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
 * Two hundred listeners to the live stream while a thousand payments a second come in as facts, at a node: what they cost it,
 * and how long a payment takes to them. The node is measured before anybody listened, while all do, and after all left, when it
 * still reads the end of the log for who may come back.
 */
final class LiveBenchmark implements Benchmark {
    private static final int LISTENERS = 200;
    private static final int KEYS = 5;
    private static final int PER_SECOND = 1_000;
    private static final int MERCHANTS = 100;
    private static final int SECONDS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration TOLD_MAX = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(10);

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String sentence() {
        return "200 listeners to /v1/stream while 1,000 payments/s come in: what they cost a node, and how soon they are told";
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
            int most = Math.toIntExact(PER_SECOND * (3 * each.toSeconds() + 2 * WARM_UP.toSeconds()));
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

    private Report measure(NodeProcess node, List<String> keys, ComingPayments coming, Duration each)
            throws IOException, InterruptedException {
        LockSupport.parkNanos(WARM_UP.toNanos());
        double before = percentOfCore(node, each);
        long cameIn;
        double during;
        List<Long> beats;
        long untold;
        coming.pause();
        try (LiveListeners listeners = new LiveListeners(node.endpoint("edge"), keys, LISTENERS, coming::told)) {
            LockSupport.parkNanos(SETTLE.toNanos()); // until the last minute is told
            coming.resume();
            LockSupport.parkNanos(SETTLE.toNanos());
            long from = coming.written();
            coming.measure(true);
            during = percentOfCore(node, each);
            cameIn = coming.written() - from;
            coming.pause();
            awaitTold(coming);
            untold = coming.untold();
            LockSupport.parkNanos(SETTLE.toNanos());
            beats = listeners.beats();
        }
        coming.resume();
        LockSupport.parkNanos(SETTLE.toNanos());
        double after = percentOfCore(node, each);
        return new Report(name())
                .value("listeners", LISTENERS)
                .figure("payments that came in", "per_second", cameIn / (double) each.toSeconds(), "/s")
                .figure("CPU of the node before anybody listened", "cpu_before", before, " % of a core")
                .figure("while all listen", "cpu_during", during, " % of a core")
                .figure("after they left, the log still followed", "cpu_after", after, " % of a core")
                .atMost("what the listeners cost", "cost", during - before, 10, " % of a core")
                .figure("of it to tell them", "telling", during - after, " % of a core")
                .figure("payment to event, p50", "p50_ms", coming.percentileMs(50), " ms")
                .atMost("payment to event, p99", "p99_ms", coming.percentileMs(99), 1_000, " ms")
                .atMost("payments that were not told", "untold", untold, 0, "")
                .atMost(
                        "beats that one listener had and another had not",
                        "beats_apart",
                        Collections.max(beats) - Collections.min(beats),
                        0,
                        "");
    }

    private static double percentOfCore(NodeProcess node, Duration over) {
        Duration cpu = node.cpu();
        long startNs = System.nanoTime();
        LockSupport.parkNanos(over.toNanos());
        return 100.0 * node.cpu().minus(cpu).toNanos() / (System.nanoTime() - startNs);
    }

    private static void awaitTold(ComingPayments coming) {
        long giveUpAt = System.nanoTime() + TOLD_MAX.toNanos();
        while (coming.untold() > 0 && System.nanoTime() < giveUpAt) {
            LockSupport.parkNanos(TICK.toNanos());
        }
    }
}
