package dev.kassa.bench.run;

import dev.kassa.bench.load.HttpLoad;
import dev.kassa.bench.load.LoadPlan;
import dev.kassa.bench.load.LoadResult;
import dev.kassa.bench.load.PaymentRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/**
 * Changes of tables under load, one after the other: from the sending of each to the answer that says that it holds on every
 * partition. Whether the tables had every answer that payments needed, the edge itself tells.
 */
final class ReferenceChangeBenchmark implements Benchmark {
    private static final int RATE = 500;
    private static final int CONNECTIONS = 256;
    private static final int CHANGES = 200;
    private static final int WARM_CHANGES = 25;
    private static final int SECONDS = 60;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** A load that is measured up to the last change ends with it, so changes begin and end a little within it. */
    private static final double OF_THE_LOAD = 0.9;

    private static final int BOUND_MS = 1_000;
    private static final Set<String> ON_THE_PAYMENT_PATH = Set.of("keys", "merchants");

    @Override
    public String name() {
        return "reference-change";
    }

    @Override
    public String sentence() {
        return CHANGES + " changes of merchants and tables, one after the other, while " + RATE
                + " payments/s come over HTTP: time until each holds everywhere";
    }

    @Override
    public Report run(Options options) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                NodeProcess node = NodeProcess.up(
                        folder.path().resolve("data"),
                        NodeProcess.freePort(),
                        Path.of("target", "bench-" + name() + ".log"));
                KassaApi api = new KassaApi(node.endpoint("edge"))) {
            String operatorKey = node.operatorKey();
            List<String> keys = api.onboard(operatorKey, "bench", options.merchants());
            Duration measured = Duration.ofSeconds(options.seconds(SECONDS));
            CompletableFuture<LoadResult> load = load(node.endpoint("edge"), keys, measured);
            long startNs = System.nanoTime();
            changes(api, operatorKey, options.merchants(), -WARM_CHANGES, 0, startNs, WARM_UP);
            Uses before = uses(api, operatorKey);
            Histogram us =
                    changes(api, operatorKey, options.merchants(), 0, CHANGES, startNs + WARM_UP.toNanos(), measured);
            Uses during = uses(api, operatorKey).since(before);
            boolean over = load.isDone();
            LoadResult paid = load.get();
            paid.requireAllSucceeded();
            if (over) {
                throw new IllegalStateException("the load was over before the last change, whose p50 was "
                        + us.getValueAtPercentile(50) / 1_000 + " ms: give it more --seconds");
            }
            return report(us, during, paid).value("merchants", options.merchants());
        }
    }

    private Report report(Histogram us, Uses during, LoadResult paid) {
        return new Report(name())
                .value("changes", us.getTotalCount())
                .figure("payments", "payments_per_second", paid.perSecond(), "/s")
                .figure("payments, p50", "payments_p50_ms", paid.percentileMs(50), " ms")
                .figure("payments, p99", "payments_p99_ms", paid.percentileMs(99), " ms")
                .figure("change to effect, p50", "p50_ms", us.getValueAtPercentile(50) / 1_000.0, " ms")
                .atMost("change to effect, p99", "p99_ms", us.getValueAtPercentile(99) / 1_000.0, BOUND_MS, " ms")
                .figure("change to effect, max", "max_ms", us.getMaxValue() / 1_000.0, " ms")
                .figure("look-ups on the payment path", "lookups", during.asked(), "")
                .atLeast("of which the tables answered", "hit_rate_percent", during.hitPercent(), 100, " %");
    }

    private CompletableFuture<LoadResult> load(URI edge, List<String> keys, Duration measured) {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(edge.getHost(), edge.getPort()), CONNECTIONS, RATE, WARM_UP, measured);
        PaymentRequests requests = new PaymentRequests(edge.getAuthority(), keys, name(), 7);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return HttpLoad.run(plan, requests);
                    } catch (IOException e) {
                        throw new IllegalStateException("the load broke off", e);
                    }
                },
                work -> Thread.ofPlatform().name("bench-load").start(work));
    }

    /** Makes changes at an even pace within some time, each once the one before it is answered; microseconds of each. */
    private static Histogram changes(
            KassaApi api, String operatorKey, int merchants, int from, int to, long startNs, Duration within)
            throws IOException, InterruptedException {
        Histogram us = new Histogram(60_000_000, 3);
        long everyNs = (long) (within.toNanos() * OF_THE_LOAD / (to - from));
        for (int number = from; number < to; number++) {
            long dueNs = startNs + (number - from) * everyNs;
            for (long now = System.nanoTime(); now < dueNs; now = System.nanoTime()) {
                LockSupport.parkNanos(dueNs - now);
            }
            long askedNs = System.nanoTime();
            change(api, operatorKey, merchants, number);
            // One that does not hold everywhere in time is answered all the same, and took so long at least.
            us.recordValue(Math.max(1, (System.nanoTime() - askedNs) / 1_000));
        }
        return us;
    }

    /** Each is another than any before it, and none of them stops a payment. */
    private static void change(KassaApi api, String operatorKey, int merchants, int number)
            throws IOException, InterruptedException {
        int unlike = 1_000_000 + number;
        KassaApi.Answer answer = switch (Math.floorMod(number, 5)) {
            case 0 ->
                api.change(
                        "PATCH",
                        "/v1/merchants/bench-" + Math.floorMod(number, merchants),
                        operatorKey,
                        Map.of(),
                        "{\"limits\":{\"single\":" + unlike + "}}");
            case 1 ->
                put(
                        api,
                        operatorKey,
                        "/v1/fee-schedules/business",
                        "{\"rules\":[{\"bands\":[{\"rate\":\"0.6\",\"maximum\":\"" + unlike + "\"}]}]}");
            case 2 ->
                put(
                        api,
                        operatorKey,
                        "/v1/risk/rules/large",
                        "{\"expression\":\"amount > " + unlike + "\",\"action\":\"review\"}");
            case 3 -> {
                String address = "203.0.113." + Math.floorMod(number, 250);
                yield put(api, operatorKey, "/v1/risk/blacklist/ip:" + address, "{\"reason\":\"case " + unlike + "\"}");
            }
            default -> put(api, operatorKey, "/v1/settings/risk.amount.max", "{\"value\":\"" + unlike + "\"}");
        };
        if (answer.status() < 200 || answer.status() > 202) {
            throw new IllegalStateException("change " + number + " was answered " + answer);
        }
    }

    private static KassaApi.Answer put(KassaApi api, String operatorKey, String path, String body)
            throws IOException, InterruptedException {
        return api.change("PUT", path, operatorKey, Map.of(), body);
    }

    /** How often the tables were asked that a payment is looked up in. */
    private record Uses(long hits, long misses) {
        Uses since(Uses before) {
            return new Uses(hits - before.hits, misses - before.misses);
        }

        long asked() {
            return hits + misses;
        }

        /** 0 where nothing was asked: then nothing was shown. */
        double hitPercent() {
            return asked() == 0 ? 0 : 100.0 * hits / asked();
        }
    }

    private static Uses uses(KassaApi api, String operatorKey) throws IOException, InterruptedException {
        KassaApi.Answer answer = api.get("/v1/system/tables", operatorKey);
        if (answer.status() != 200) {
            throw new IOException("the tables were answered " + answer);
        }
        long hits = 0;
        long misses = 0;
        for (JsonNode table : answer.json().path("data")) {
            if (ON_THE_PAYMENT_PATH.contains(table.path("table").asString(""))) {
                hits += table.path("hits").asLong();
                misses += table.path("misses").asLong();
            }
        }
        return new Uses(hits, misses);
    }
}
